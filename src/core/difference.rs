//! What differs between two values of one shape: field by field, each at its JSON pointer (RFC 6901).

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::json_pointer;

/// A field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where it stands. An entry of a list that has an id is named by it, not by its place.
    pub pointer: String,
    /// The value before; `None` where there was none.
    pub before: Option<Value>,
    /// The value after; `None` where there is none.
    pub after: Option<Value>,
}

/// A field that a revision or a correction changed, its values as text.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedField {
    /// Where it stands (JSON pointer); entries of lists are named by their ids.
    #[schema(
        max_length = 500,
        format = "text",
        example = "/items/01980000-0000-7000-8000-000000310201/measure/target"
    )]
    pub pointer: String,
    /// The value before, as text; null where there was none.
    #[schema(required, max_length = 100_000, format = "text", example = "98")]
    pub before: Option<String>,
    /// The value after, as text; null where there is none.
    #[schema(required, max_length = 100_000, format = "text", example = "99")]
    pub after: Option<String>,
}

impl From<Difference> for ChangedField {
    fn from(difference: Difference) -> Self {
        let text = |value: Option<Value>| match value? {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        };
        Self { pointer: difference.pointer, before: text(difference.before), after: text(difference.after) }
    }
}

/// What a value changed of the one before it, field by field; the first of a series changed nothing.
///
/// # Errors
/// A value that is no JSON.
pub fn changed_fields<T: Serialize>(
    before: Option<&T>,
    after: &T,
    identities: &[&str],
) -> serde_json::Result<Vec<ChangedField>> {
    let Some(before) = before else { return Ok(Vec::new()) };
    let differences = between(&serde_json::to_value(before)?, &serde_json::to_value(after)?, identities);
    Ok(differences.into_iter().map(ChangedField::from).collect())
}

/// Everything that differs, in the order of the later value. Entries of lists are matched by the first of these members
/// that they all have, and by their place where they have none.
#[must_use]
fn between(before: &Value, after: &Value, identities: &[&str]) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&mut found, "", Some(before), Some(after), identities);
    found
}

fn compare(
    found: &mut Vec<Difference>,
    pointer: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    identities: &[&str],
) {
    let pairs = match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => members(old, new),
        (Some(Value::Array(old)), Some(Value::Array(new))) => entries(old, new, identities),
        (before, after) if before == after => return,
        (before, after) => {
            let (before, after) = (before.cloned(), after.cloned());
            found.push(Difference { pointer: pointer.to_owned(), before, after });
            return;
        }
    };
    for (name, old, new) in pairs {
        compare(found, &json_pointer::below(pointer, &name), old, new, identities);
    }
}

type Pair<'a> = (String, Option<&'a Value>, Option<&'a Value>);

fn members<'a>(old: &'a Map<String, Value>, new: &'a Map<String, Value>) -> Vec<Pair<'a>> {
    let kept = new.iter().map(|(name, value)| (name.clone(), old.get(name), Some(value)));
    let gone = old.iter().filter(|(name, _)| !new.contains_key(*name));
    kept.chain(gone.map(|(name, value)| (name.clone(), Some(value), None))).collect()
}

fn entries<'a>(old: &'a [Value], new: &'a [Value], identities: &[&str]) -> Vec<Pair<'a>> {
    let names = |list: &'a [Value], member: &str| -> Option<Vec<&'a str>> {
        let names: Option<Vec<_>> = list.iter().map(|entry| entry.get(member)?.as_str()).collect();
        names.filter(|names| names.iter().collect::<HashSet<_>>().len() == names.len())
    };
    let both = identities.iter().find_map(|member| names(old, member).zip(names(new, member)));
    let places = |list: &[Value]| (0..list.len()).map(|place| place.to_string()).collect::<Vec<_>>();
    let (old_names, new_names) = match both {
        Some((old, new)) => {
            (old.into_iter().map(str::to_owned).collect(), new.into_iter().map(str::to_owned).collect())
        }
        None => (places(old), places(new)),
    };
    let find =
        |name: &str| old_names.iter().zip(old).find(|(other, _)| *other == name).map(|(_, value)| value);
    let kept = new_names.iter().zip(new).map(|(name, value)| (name.clone(), find(name), Some(value)));
    let gone = old_names.iter().zip(old).filter(|(name, _)| !new_names.contains(name));
    kept.chain(gone.map(|(name, value)| (name.clone(), Some(value), None))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn describe(before: &Value, after: &Value) -> Vec<String> {
        let text = |value: Option<Value>| value.map_or("-".to_owned(), |value| value.to_string());
        let line = |one: Difference| format!("{} {} {}", one.pointer, text(one.before), text(one.after));
        between(before, after, &["id"]).into_iter().map(line).collect()
    }

    #[test]
    fn fields_are_compared_one_by_one() {
        let before = json!({"a": 1, "b": {"c": null, "d/e": "x"}, "gone": true});
        let after = json!({"a": 2, "b": {"c": null, "d/e": "y"}, "new": []});
        assert_eq!(describe(&before, &after), ["/a 1 2", "/b/d~1e \"x\" \"y\"", "/new - []", "/gone true -"]);
        assert!(describe(&before, &before).is_empty());
    }

    #[test]
    fn entries_are_matched_by_their_id_and_otherwise_by_their_place() {
        let before = json!([{"id": "p", "v": 1}, {"id": "q", "v": 2}]);
        let after = json!([{"id": "q", "v": 3}, {"id": "r", "v": 1}]);
        assert_eq!(
            describe(&before, &after),
            ["/q/v 2 3", "/r - {\"id\":\"r\",\"v\":1}", "/p {\"id\":\"p\",\"v\":1} -"]
        );
        assert_eq!(describe(&json!([1, 2]), &json!([1, 3, 4])), ["/1 2 3", "/2 - 4"]);
    }
}
