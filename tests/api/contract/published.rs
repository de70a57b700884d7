//! The published document: what the code writes is what is committed, and it says the same in both languages.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use thidua::http::Locale;
use thidua::http::contract::CompiledContract;

use super::document::resolved;
use super::gate::breaking_changes;
use crate::support::{document, document_in};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi").join(name)
}

fn read(name: &str) -> Value {
    let text = fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("openapi/{name}: {error}"));
    serde_json::from_str(&text).unwrap()
}

/// `UPDATE=1 cargo test the_document` writes the file anew.
#[test]
fn the_document_is_the_one_that_is_committed() {
    let written = format!("{:#}\n", thidua::api::collect::english_document().unwrap());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file("openapi.json"), &written).unwrap();
    }
    let committed = fs::read_to_string(file("openapi.json")).unwrap_or_default();
    assert!(
        written == committed,
        "openapi/openapi.json is not what the code writes: UPDATE=1 cargo test the_document"
    );
}

/// `released.json` changes only with a new version; then it is a copy of `openapi.json`.
#[test]
fn nothing_that_was_released_is_broken() {
    let (released, current) = (read("released.json"), document());
    let is_same_version = released["info"]["version"] == current["info"]["version"];
    let broken = breaking_changes(&released, current);
    assert!(!is_same_version || broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value, document: &Value) {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
        match value {
            Value::Object(members) => members.values().for_each(|member| walk(member, document)),
            Value::Array(items) => items.iter().for_each(|item| walk(item, document)),
            _ => {}
        }
    }
    let document = document();
    walk(document, document);
}

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((format!("{method} {path}"), operation));
        }
    }
    found
}

#[test]
fn every_operation_is_told_completely() {
    let document = document();
    let mut ids = HashSet::new();
    for (name, operation) in operations(document) {
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{name}: the id is not unique");
        for member in ["summary", "description"] {
            assert!(operation[member].as_str().is_some_and(|text| text.len() > 5), "{name} has no {member}");
        }
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{name} has no tag");
        assert!(operation["security"].is_array(), "{name} says nothing of security");
        for parameter in operation["parameters"].as_array().unwrap() {
            let is_told = parameter.get("$ref").is_some() || parameter["description"].is_string();
            assert!(is_told, "{name}: {parameter}");
            let needs_example = parameter["required"] == true;
            assert!(!needs_example || !parameter["example"].is_null(), "{name} has no example: {parameter}");
        }
        let parameters = || operation["parameters"].as_array().unwrap().iter();
        for named in name.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let is_it = |parameter: &Value| resolved(document, parameter)["name"] == named;
            assert!(parameters().any(is_it), "{name} says nothing of {named}");
        }
        let mut holders: Vec<&Value> = operation.get("requestBody").into_iter().collect();
        let responses = operation["responses"].as_object().unwrap().values();
        holders.extend(responses.map(|response| resolved(document, response)));
        for content in holders.iter().filter_map(|holder| holder.get("content")?.as_object()) {
            for media in content.values() {
                assert!(
                    media.get("example").or(media.get("examples")).is_some(),
                    "{name} has no example: {media}"
                );
            }
        }
    }
}

#[test]
fn every_example_is_valid() {
    let document = document();
    // CompiledContract share most of their refusals; each is checked once.
    let mut known = HashSet::new();
    let mut check = |name: &str, schema: &'static Value, example: &'static Value| {
        if !known.insert((schema, example)) {
            return;
        }
        let whole = serde_json::json!({"allOf": [schema], "components": document["components"]});
        let validator =
            jsonschema::draft202012::options().should_validate_formats(true).build(&whole).unwrap();
        let faults: Vec<_> = validator.iter_errors(example).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    };
    let mut refusals = 0;
    for (name, operation) in operations(document) {
        let mut holders: Vec<&Value> = operation.get("requestBody").into_iter().collect();
        let responses = operation["responses"].as_object().unwrap().values();
        holders.extend(responses.map(|response| resolved(document, response)));
        for (media_type, media) in
            holders.iter().filter_map(|holder| holder.get("content")?.as_object()).flatten()
        {
            if let (Some(example), true) = (media.get("example"), media_type.ends_with("json")) {
                check(&name, &media["schema"], example);
            }
            for (code, example) in media.get("examples").and_then(Value::as_object).into_iter().flatten() {
                let example = resolved(document, example);
                check(&format!("{name} {code}"), &media["schema"], &example["value"]);
                refusals += usize::from(media_type == "application/problem+json");
            }
        }
    }
    assert!(refusals > 50, "only {refusals} examples of refusals were found in the document");
}

/// Strings, numbers and arrays have bounds wherever they stand in a schema.
#[test]
fn every_value_is_bounded() {
    fn walk(place: &str, value: &Value) {
        if let Value::Object(members) = value {
            let is = |name: &str| match members.get("type") {
                Some(Value::String(own)) => own == name,
                Some(Value::Array(all)) => all.iter().any(|own| own == name),
                _ => false,
            };
            let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
            let is_bounded_text = has(&["maxLength", "enum", "const"])
                || members.get("format").is_some_and(|format| format == "uuid");
            assert!(!is("string") || is_bounded_text, "{place} has no maxLength");
            assert!(!is("string") || has(&["pattern", "format", "enum", "const"]), "{place} has no form");
            assert!(!is("integer") || (has(&["minimum"]) && has(&["maximum"])), "{place} has no bounds");
            assert!(!is("array") || has(&["maxItems"]), "{place} has no maxItems");
        }
        match value {
            Value::Object(members) => {
                let inner =
                    members.iter().filter(|(name, _)| !matches!(name.as_str(), "example" | "examples"));
                inner.for_each(|(name, member)| walk(&format!("{place}/{name}"), member));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| walk(&format!("{place}/{n}"), item));
            }
            _ => {}
        }
    }
    let document = document();
    walk("schemas", &document["components"]["schemas"]);
    walk("paths", &document["paths"]);
}

#[test]
fn the_document_compiles_into_checks() {
    CompiledContract::compile(document()).unwrap();
}

/// Every text that people read is another one in Vietnamese, in composed form; everything else is the same.
#[test]
fn the_vietnamese_document_is_complete() {
    fn texts(place: String, value: &Value, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let is_schema_member = place.ends_with("/properties");
                    match member {
                        Value::String(text)
                            if matches!(name.as_str(), "summary" | "description") && !is_schema_member =>
                        {
                            found.push((format!("{place}/{name}"), text.clone()));
                        }
                        _ if matches!(name.as_str(), "example" | "value") => {}
                        _ => texts(format!("{place}/{name}"), member, found),
                    }
                }
            }
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    texts(format!("{place}/{n}"), item, found);
                }
            }
            _ => {}
        }
    }
    let (mut english, mut vietnamese) = (Vec::new(), Vec::new());
    texts(String::new(), document(), &mut english);
    let in_vietnamese = &document_in(Locale::Vietnamese);
    texts(String::new(), in_vietnamese, &mut vietnamese);
    let places = |texts: &[(String, String)]| -> BTreeSet<String> {
        texts.iter().map(|(place, _)| place.clone()).collect()
    };
    let only_vietnamese: Vec<_> = places(&vietnamese).difference(&places(&english)).cloned().collect();
    assert!(only_vietnamese.is_empty(), "openapi/overlay.vi.yaml adds: {only_vietnamese:#?}");
    let missing: Vec<_> =
        english.iter().zip(&vietnamese).filter(|(en, vi)| en.1 == vi.1).map(|(en, _)| &en.0).collect();
    assert!(missing.is_empty(), "openapi/overlay.vi.yaml lacks: {missing:#?}");
    let values = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("* `")?.split_once("`: "));
        lines.map(|(value, _)| value.to_owned()).collect()
    };
    for ((place, english), (_, vietnamese)) in english.iter().zip(&vietnamese) {
        assert_eq!(values(english), values(vietnamese), "the values of {place}");
    }
    for (place, text) in &vietnamese {
        assert_eq!(thidua::core::vietnamese::composed(text), *text, "{place} is not composed or not trimmed");
    }
    let tags = |document: &Value| {
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].clone()).collect()
    };
    let tags: HashSet<Value> = tags(in_vietnamese);
    for (name, operation) in operations(in_vietnamese) {
        assert!(tags.contains(&operation["tags"][0]), "{name}: {}", operation["tags"]);
    }
}

/// Every pattern of what a request says, wherever a reference leads.
fn patterns<'a>(
    document: &'a Value,
    value: &'a Value,
    visited: &mut BTreeSet<&'a str>,
    found: &mut BTreeSet<&'a str>,
) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("pattern").and_then(Value::as_str));
            if let Some(reference) = members.get("$ref").and_then(Value::as_str)
                && visited.insert(reference)
            {
                patterns(document, resolved(document, value), visited, found);
            }
            let parts = members.iter().filter(|(name, _)| *name != "example" && *name != "examples");
            parts.for_each(|(_, part)| patterns(document, part, visited, found));
        }
        Value::Array(items) => items.iter().for_each(|item| patterns(document, item, visited, found)),
        _ => {}
    }
}

#[test]
fn nobody_has_to_read_a_pattern() {
    let document = crate::support::document();
    let (mut visited, mut found) = (BTreeSet::new(), BTreeSet::new());
    let items = document["paths"].as_object().unwrap().values();
    for operation in items.flat_map(|item| item.as_object().unwrap().values()) {
        for part in ["parameters", "requestBody"] {
            patterns(document, &operation[part], &mut visited, &mut found);
        }
    }
    found.retain(|pattern| thidua::http::forms::form_in_words(pattern).is_none());
    assert_eq!(found, BTreeSet::new(), "src/http/forms.rs has no words for these");
}
