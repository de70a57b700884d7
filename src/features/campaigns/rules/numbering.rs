//! Numbering: the code that people quote and the slug in links. The launch gives both, once.

use chrono::{Datelike, NaiveDate};

use crate::core::vietnamese::folded;

/// The most letters of a title in a slug.
const SLUG_LETTERS: usize = 80;

/// The year in which a campaign is numbered: that of its first day.
#[must_use]
pub fn year_of(starts_on: NaiveDate) -> i32 {
    starts_on.year()
}

/// The code of the `number`th campaign of a year: `PT-2023-001`.
#[must_use]
pub fn code(year: i32, number: i32) -> String {
    format!("PT-{year}-{number:03}")
}

/// The slug of a title: words without accents, cut between words, then the code, which makes it unique.
#[must_use]
pub fn slug(title: &str, code: &str) -> String {
    let plain: String = folded(title)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    let mut slug = String::new();
    for word in plain.split_whitespace() {
        if slug.len() + word.len() > SLUG_LETTERS {
            break;
        }
        slug.push_str(word);
        slug.push('-');
    }
    slug + &code.to_ascii_lowercase()
}
