//! Kinds of text, named by `format` where they are declared and spelled out here for everybody who reads the
//! document: the validator, generated clients, people.

use serde_json::{Map, Value, json};

/// One line: no control characters, not blank.
const LINE: &str = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";
/// Lines and tabs: no other control characters, not blank.
const PARAGRAPHS: &str = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$";
/// What the service answers: anything but NUL.
const TEXT: &str = r"^[^\x00]*$";
/// An exact decimal: 14 digits before the point, 6 after it.
const DECIMAL: &str = r"^-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,6})?$";
/// `2026-11-28`.
const DATE_LENGTH: u32 = 10;
/// Date, time with microseconds, offset.
const INSTANT_LENGTH: u32 = 35;
/// The greatest whole number that every reader of JSON reads exactly.
const MOST_EXACT: i64 = 9_007_199_254_740_991;
/// Sign, 14 digits, point, 6 digits.
const DECIMAL_LENGTH: u32 = 22;

/// Replaces every named kind by its bounds.
pub fn spell_out(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(spell_out),
        Value::Object(members) => {
            members.values_mut().for_each(spell_out);
            let kind = members.get("format").and_then(Value::as_str).map(str::to_owned);
            match kind.as_deref() {
                Some("line") => bound(members, LINE, json!({"minLength": 1})),
                Some("paragraphs") => bound(members, PARAGRAPHS, json!({"minLength": 1})),
                Some("text") => bound(members, TEXT, json!({})),
                Some("decimal") => {
                    let others = json!({"minLength": 1, "maxLength": DECIMAL_LENGTH, "format": "decimal"});
                    bound(members, DECIMAL, others);
                }
                Some("date") => bound_length(members, DATE_LENGTH),
                Some("date-time") => bound_length(members, INSTANT_LENGTH),
                Some("count") => {
                    members.insert("minimum".to_owned(), 0.into());
                    members.insert("maximum".to_owned(), MOST_EXACT.into());
                    members.insert("format".to_owned(), "int64".into());
                }
                None if is_integer(members) => name_width(members),
                _ => {}
            }
        }
        _ => {}
    }
}

fn is_integer(members: &Map<String, Value>) -> bool {
    match members.get("type") {
        Some(Value::Array(types)) => types.iter().any(|name| name == "integer"),
        one => one.is_some_and(|name| name == "integer"),
    }
}

/// A number that counts things in memory says no width of its own; its greatest value does.
fn name_width(members: &mut Map<String, Value>) {
    let greatest = members.get("maximum").and_then(Value::as_i64);
    let is_narrow = greatest.is_some_and(|greatest| greatest <= i64::from(i32::MAX));
    members.insert("format".to_owned(), if is_narrow { "int32" } else { "int64" }.into());
}

fn bound_length(members: &mut Map<String, Value>, greatest: u32) {
    members.insert("maxLength".to_owned(), greatest.into());
}

fn bound(members: &mut Map<String, Value>, pattern: &str, others: Value) {
    members.shift_remove("format");
    members.insert("pattern".to_owned(), pattern.into());
    if let Value::Object(others) = others {
        members.extend(others);
    }
}
