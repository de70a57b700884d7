//! The table about a document that websites set above its text: number, day, issuer, abstract.

use super::dates::{Cursor, date};
use super::letterhead::Letterhead;
use super::line::Line;
use super::model::{Confidence, Finding};
use super::signs::sign_at;
use super::words::{folded, from, lowered, upto};

/// What a row of such a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Property {
    Sign,
    IssuedOn,
    Issuer,
    Subject,
}

const LABELS: &[(&str, Property)] = &[
    ("so ky hieu", Property::Sign),
    ("so/ky hieu", Property::Sign),
    ("so hieu", Property::Sign),
    ("so hieu van ban", Property::Sign),
    ("so van ban", Property::Sign),
    ("ngay ban hanh", Property::IssuedOn),
    ("ngay ky", Property::IssuedOn),
    ("co quan ban hanh", Property::Issuer),
    ("don vi ban hanh", Property::Issuer),
    ("trich yeu", Property::Subject),
    ("trich yeu noi dung", Property::Subject),
];

/// Fills in what the head itself does not say.
pub fn fill_in(lines: &[Line], found: &mut Letterhead) {
    for (nth, line) in lines.iter().enumerate() {
        let Some((property, start)) = label(&line.text) else { continue };
        let own = from(&line.text, start).trim();
        let (line, value) = match lines.get(nth.saturating_add(1)) {
            // The value may stand in a cell of its own, on the next line.
            Some(next) if own.is_empty() && label(&next.text).is_none() => (next, next.text.as_str()),
            _ => (line, own),
        };
        fill(property, line, value, found);
    }
}

fn label(text: &str) -> Option<(Property, usize)> {
    let (name, end) = match text.find(':') {
        Some(colon) => (text.get(..colon)?, colon.saturating_add(1)),
        None => (text, text.len()),
    };
    let name = folded(name);
    LABELS.iter().find(|(label, _)| *label == name).map(|(_, property)| (*property, end))
}

fn fill(property: Property, line: &Line, text: &str, found: &mut Letterhead) {
    match property {
        _ if text.is_empty() => {}
        Property::Sign => {
            let Some(sign) = sign_at(text, 0) else { return };
            let quote = upto(text, sign.range.end);
            found.document.number.get_or_insert_with(|| finding(line, quote, sign.number));
            found.document.notation.get_or_insert_with(|| finding(line, quote, sign.notation));
        }
        Property::IssuedOn => {
            if let Some(day) = date(&mut Cursor::at(&lowered(text), 0)) {
                found.document.issued_on.get_or_insert_with(|| finding(line, text, day));
            }
        }
        Property::Issuer => {
            found.issuer.get_or_insert_with(|| finding(line, text, text.to_owned()));
        }
        Property::Subject => {
            found.title.get_or_insert_with(|| finding(line, text, text.to_owned()));
        }
    }
}

fn finding<T>(line: &Line, quote: &str, value: T) -> Finding<T> {
    Finding { value, quote: quote.to_owned(), line: line.number, confidence: Confidence::Medium }
}
