//! Number and sign of a document in the five grammars (Decree 30/2020/NĐ-CP, annex I, II.3 and annex III; Law 80/2015
//! for normative documents; Party rules for `34-CT/TW`): lenient in, parts kept.

use std::ops::Range;

use super::words::{between, from, head, starts_capital, upto};

/// Number and sign with their place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The digits before the first separator.
    pub number: String,
    /// The year within the number.
    pub year: Option<i32>,
    /// The rest.
    pub notation: String,
    /// All of it without white space.
    pub display: String,
}

/// The number and sign that begins at a byte, if one does.
pub fn sign_at(text: &str, start: usize) -> Option<Sign> {
    let rest = head(from(text, start), 60);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = upto(rest, digits);
    let behind = from(rest, digits).trim_start();
    let separator = behind.chars().next().filter(|mark| is_separator(*mark))?;
    let mut at = rest.len().saturating_sub(behind.len()).saturating_add(separator.len_utf8());
    let mut year = None;
    let digits = from(rest, at).bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && from(rest, at.saturating_add(4)).trim_start().starts_with('/') {
        year = between(rest, at, at.saturating_add(4)).parse().ok();
        let slash = from(rest, at).find('/')?;
        at = at.saturating_add(slash).saturating_add(1);
    }
    let (notation, length) = notation(from(rest, at))?;
    let party = separator != '/' && !notation.contains('/');
    let sane = !number.is_empty() && number.len() <= 6 && !party;
    let end = at.saturating_add(length);
    let display: String = upto(rest, end).split_whitespace().collect();
    let display = display.replace(['–', '—'], "-");
    sane.then(|| Sign {
        range: start..start.saturating_add(end),
        number: number.to_owned(),
        year,
        notation,
        display,
    })
}

fn is_separator(mark: char) -> bool {
    matches!(mark, '/' | '-' | '–' | '—')
}

fn begins_with_capitals(text: &str) -> bool {
    let group = text.trim_start();
    let spaces = text.len().saturating_sub(group.len());
    let letters: Vec<char> = group.chars().take_while(|letter| letter.is_alphanumeric()).take(8).collect();
    spaces < 2 && (2..8).contains(&letters.len()) && letters.iter().all(|letter| letter.is_uppercase())
}

/// The number and sign that a text is, and nothing beside.
#[must_use]
pub fn whole_sign(text: &str) -> Option<Sign> {
    let text = text.trim();
    sign_at(text, 0).filter(|sign| sign.range == (0..text.len()))
}

/// The sign at the start of a text and how many bytes it takes: groups that begin with capitals, parted by `-` or `/`.
pub fn notation(text: &str) -> Option<(String, usize)> {
    let mut sign = String::new();
    let mut end = 0;
    let mut at = 0;
    loop {
        let rest = from(text, at);
        let group = rest.trim_start();
        let spaces = rest.len().saturating_sub(group.len());
        let length = group.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(group.len());
        let name = upto(group, length);
        let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
        let fits = starts_capital(name) && capitals.saturating_mul(3) >= name.chars().count() && spaces < 2;
        if !fits {
            break;
        }
        sign.push_str(name);
        end = at.saturating_add(spaces).saturating_add(length);
        let behind = from(text, end);
        let mark = behind.trim_start();
        let Some(separator) = mark.chars().next().filter(|mark| is_separator(*mark) || *mark == '.') else {
            break;
        };
        let next = from(mark, separator.len_utf8());
        // `04/ KH-THPT. PL`: a full stop parts a sign only before capitals alone.
        if separator == '.' && !begins_with_capitals(next) {
            break;
        }
        sign.push(if matches!(separator, '–' | '—') { '-' } else { separator });
        at = text.len().saturating_sub(next.len());
    }
    let whole = sign.trim_end_matches(['-', '/', '.']).to_owned();
    (whole.chars().count() > 1).then_some((whole, end))
}
