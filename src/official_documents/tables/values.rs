//! Values of cells in the one form that JSON knows.

use chrono::NaiveDate;

use super::table::Values;
use crate::core::vietnamese::{composed, folded};

/// The value as JSON writes it; what is no such value stays as it is, and is told by whoever checks it.
pub fn canonical(cell: &str, values: Values) -> String {
    let text = composed(cell);
    let found = match values {
        Values::Text => None,
        Values::Days => day(&text).map(|day| day.to_string()),
        Values::Decimals => decimal(&text),
        Values::Choice(words) => choice(&text, words),
    };
    found.unwrap_or(text)
}

/// `31/01/2026`, `31-1-2026`, `31.1.2026`.
fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [day, month, year] = parts[..] else { return None };
    let is_written = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 4;
    let date = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    is_written.then(date).flatten()
}

/// `1.234,5` is 1234.5; a single point parts decimals, unless three digits follow groups of others.
fn decimal(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_number = plain.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-'));
    if !is_number || plain.is_empty() {
        return None;
    }
    match (plain.matches(',').count(), plain.matches('.').count()) {
        (1, _) => Some(plain.replace('.', "").replace(',', ".")),
        (0, points) if points > 1 => Some(plain.replace('.', "")),
        _ => Some(plain),
    }
}

fn choice(text: &str, words: &'static [(&'static str, &'static str)]) -> Option<String> {
    let name = folded(text);
    let is_it = |(word, code): &&(&str, &str)| folded(word) == name || code.eq_ignore_ascii_case(text);
    words.iter().find(is_it).map(|(_, code)| (*code).to_owned())
}

/// Text that a spreadsheet would take for a formula.
#[must_use]
pub fn is_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether a text gets an apostrophe before it in CSV: what a spreadsheet would take for a formula, and what would look as
/// if it had got one.
pub fn needs_guard(text: &str) -> bool {
    is_like_formula(text.trim_start_matches('\''))
}

/// The text without the apostrophe that it got.
pub fn without_guard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_clerks_write_them() {
        let kinds: &[(&str, &str)] = &[("Phòng, ban", "DIVISION"), ("Sở", "DEPARTMENT")];
        for (cell, values, expected) in [
            ("31/01/2026", Values::Days, "2026-01-31"),
            ("1-2-2026", Values::Days, "2026-02-01"),
            ("01.02.2026", Values::Days, "2026-02-01"),
            ("2026-01-31", Values::Days, "2026-01-31"),
            ("31/02/2026", Values::Days, "31/02/2026"),
            ("1.234,5", Values::Decimals, "1234.5"),
            ("1,5", Values::Decimals, "1.5"),
            ("1.234.567", Values::Decimals, "1234567"),
            ("12.5", Values::Decimals, "12.5"),
            ("chín", Values::Decimals, "chín"),
            ("PHÒNG, BAN", Values::Choice(kinds), "DIVISION"),
            ("department", Values::Choice(kinds), "DEPARTMENT"),
            ("Khác", Values::Choice(kinds), "Khác"),
        ] {
            assert_eq!(canonical(cell, values), expected, "{cell}");
        }
        assert_eq!([without_guard("'=1+1"), without_guard("'n'"), without_guard("-")], ["=1+1", "'n'", "-"]);
        assert_eq!(without_guard("''=1"), "'=1");
    }
}
