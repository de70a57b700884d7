//! One normal form for schemas, so that two ways of writing the same thing compare as equal.
//!
//! A schema becomes a list of alternatives, each of a single type: `$ref` and `allOf` are worked in, `oneOf`, `anyOf`
//! and lists of types are spread out. A nullable string is then the same whether it was written as
//! `type: [string, null]` or as `oneOf: [{type: null}, {$ref: …}]`, and a renamed component leaves no trace.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::document::{elements, members, referenced};
use super::limits;

/// One way a value may look: a single `type` (absent where any type will do) with all that holds for it.
pub type Alternative = Map<String, Value>;

/// Combinations nested deeper than this are circles without progress, which no valid document has.
const COMBINATION_DEPTH: usize = 16;

/// All ways a value of this schema may look; none for the schema `false`.
pub fn alternatives(document: &Value, schema: &Value) -> Vec<Alternative> {
    let spread = combined(document, schema, 0);
    joined_enumerations(spread.into_iter().flat_map(with_known_values).map(with_own_keywords).collect())
}

fn combined(document: &Value, schema: &Value, depth: usize) -> Vec<Alternative> {
    let mut own = match schema {
        Value::Bool(false) => return Vec::new(),
        Value::Object(keywords) if depth < COMBINATION_DEPTH => keywords.clone(),
        _ => return vec![Map::new()],
    };
    let also = own.remove("$ref").and_then(|_| referenced(document, schema));
    let all_of = own.remove("allOf");
    let choices = [own.remove("oneOf"), own.remove("anyOf")];

    let mut result = one_per_type(own);
    for part in also.into_iter().chain(elements(all_of.as_ref())) {
        result = every_pair(&result, &combined(document, part, depth + 1));
    }
    for choice in choices.iter().flatten() {
        let options: Vec<_> =
            elements(Some(choice)).iter().flat_map(|option| combined(document, option, depth + 1)).collect();
        result = every_pair(&result, &options);
    }
    result
}

fn one_per_type(keywords: Alternative) -> Vec<Alternative> {
    let Some(Value::Array(types)) = keywords.get("type") else {
        return vec![keywords];
    };
    let with_type = |single: &Value| {
        let mut alternative = keywords.clone();
        alternative.insert("type".to_owned(), single.clone());
        alternative
    };
    types.iter().map(with_type).collect()
}

fn every_pair(left: &[Alternative], right: &[Alternative]) -> Vec<Alternative> {
    left.iter().flat_map(|ours| right.iter().filter_map(|theirs| both_hold(ours, theirs))).collect()
}

fn both_hold(ours: &Alternative, theirs: &Alternative) -> Option<Alternative> {
    let mut result = ours.clone();
    for (keyword, their_value) in theirs {
        let value = match ours.get(keyword) {
            Some(our_value) if our_value != their_value => both_values(keyword, our_value, their_value)?,
            _ => their_value.clone(),
        };
        result.insert(keyword.clone(), value);
    }
    Some(result)
}

/// The one value of a keyword that says what two of its values say together; `None` where nothing can satisfy both.
fn both_values(keyword: &str, ours: &Value, theirs: &Value) -> Option<Value> {
    if let Some(tighter) = limits::tighter_of(keyword, ours, theirs) {
        return Some(tighter.clone());
    }
    Some(match keyword {
        "const" => return None,
        "type" => common_type(ours, theirs)?,
        "properties" => both_property_lists(ours, theirs),
        "required" => elements(Some(ours)).iter().chain(elements(Some(theirs))).cloned().collect(),
        "enum" => elements(Some(ours))
            .iter()
            .filter(|value| elements(Some(theirs)).contains(value))
            .cloned()
            .collect(),
        "items" | "additionalProperties" => json!({"allOf": [ours, theirs]}),
        "uniqueItems" | "readOnly" | "writeOnly" => Value::Bool(true),
        _ if limits::must_stay_as_it_is(keyword) => json!([ours, theirs]),
        // What is left explains and restricts nothing; the words nearest to the use count.
        _ => ours.clone(),
    })
}

fn common_type(ours: &Value, theirs: &Value) -> Option<Value> {
    match (ours.as_str(), theirs.as_str()) {
        (Some("number"), Some("integer")) | (Some("integer"), Some("number")) => Some(json!("integer")),
        _ => None,
    }
}

fn both_property_lists(ours: &Value, theirs: &Value) -> Value {
    let mut result = ours.as_object().cloned().unwrap_or_default();
    for (name, schema) in members(Some(theirs)) {
        let merged = match result.get(name) {
            Some(known) if known != schema => json!({"allOf": [known, schema]}),
            _ => schema.clone(),
        };
        result.insert(name.clone(), merged);
    }
    Value::Object(result)
}

/// Writes `const` as an `enum` of one, drops values the type excludes, and finds the type where only values tell it.
fn with_known_values(mut alternative: Alternative) -> Vec<Alternative> {
    if let Some(closed) = alternative.remove("unevaluatedProperties") {
        alternative.entry("additionalProperties").or_insert(closed);
    }
    let values = match (alternative.remove("const"), alternative.remove("enum")) {
        (Some(only), _) => vec![only],
        (None, Some(Value::Array(values))) => values,
        _ => return vec![with_inferred_type(alternative)],
    };
    let mut by_type = BTreeMap::<String, Vec<Value>>::new();
    for value in values {
        if let Some(name) = type_of_value(&alternative, &value) {
            by_type.entry(name).or_default().push(value);
        }
    }
    let with_values = |(name, values)| {
        let mut typed = alternative.clone();
        typed.insert("type".to_owned(), Value::String(name));
        typed.insert("enum".to_owned(), Value::Array(values));
        typed
    };
    by_type.into_iter().map(with_values).collect()
}

fn with_inferred_type(mut alternative: Alternative) -> Alternative {
    if !alternative.contains_key("type") {
        if alternative.contains_key("properties") || alternative.contains_key("required") {
            alternative.insert("type".to_owned(), json!("object"));
        } else if alternative.contains_key("items") {
            alternative.insert("type".to_owned(), json!("array"));
        }
    }
    alternative
}

fn with_own_keywords(mut alternative: Alternative) -> Alternative {
    if let Some(Value::String(type_name)) = alternative.get("type").cloned() {
        alternative.retain(|keyword, _| limits::speaks_of(keyword, &type_name));
    }
    alternative
}

/// The type under which `value` belongs to this alternative; `None` where the declared type excludes it.
fn type_of_value(alternative: &Alternative, value: &Value) -> Option<String> {
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match alternative.get("type").and_then(Value::as_str) {
        None => Some(own.to_owned()),
        Some(declared) if includes_type(declared, own) => Some(declared.to_owned()),
        Some(_) => None,
    }
}

/// Whether every value of the type `narrow` is one of the type `wide`.
pub fn includes_type(wide: &str, narrow: &str) -> bool {
    wide == narrow || (wide == "number" && narrow == "integer")
}

/// Joins `oneOf: [{const: A}, {const: B}]` into one enumeration, as documents write values that each have a description.
fn joined_enumerations(alternatives: Vec<Alternative>) -> Vec<Alternative> {
    let mut joined = Vec::<Alternative>::new();
    for alternative in alternatives {
        let same_type = |other: &&mut Alternative| {
            other.contains_key("enum") && other.get("type") == alternative.get("type")
        };
        match (alternative.get("enum"), joined.iter_mut().find(same_type)) {
            (Some(Value::Array(more)), Some(first)) => {
                if let Some(Value::Array(values)) = first.get_mut("enum") {
                    values.extend(more.iter().cloned());
                }
            }
            _ => joined.push(alternative),
        }
    }
    joined
}
