//! Examples of whole requests and answers, put together from the examples of their members.

use serde_json::{Map, Value};

/// Fills in every media type that has a schema and no example.
pub fn complete(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or(Value::Null);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            if let Some(body) = operation.get_mut("requestBody") {
                fill(body, &schemas);
            }
            let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
            for response in responses.into_iter().flat_map(Map::values_mut) {
                fill(response, &schemas);
            }
        }
    }
}

fn fill(holder: &mut Value, schemas: &Value) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for media in content.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        if media.contains_key("example") || media.contains_key("examples") {
            continue;
        }
        if let Some(example) = media.get("schema").and_then(|schema| example_of(schema, schemas)) {
            media.insert("example".to_owned(), example);
        }
    }
}

/// The example of a schema: its own, or that of its members. A member that may be left out and has no example
/// of its own is left out.
fn example_of(schema: &Value, schemas: &Value) -> Option<Value> {
    if let Some(own) = schema.get("example") {
        return Some(own.clone());
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return example_of(schemas.get(name.rsplit('/').next()?)?, schemas);
    }
    if let Some(items) = schema.get("items") {
        return Some(example_of(items, schemas).into_iter().collect());
    }
    let types = schema.get("type").and_then(Value::as_array);
    if types.is_some_and(|types| types.iter().any(|name| name == "null")) {
        return Some(Value::Null);
    }
    if let Some(first) = schema.pointer("/enum/0") {
        return Some(first.clone());
    }
    let properties = schema.get("properties")?.as_object()?;
    let members = properties.iter().filter_map(|(name, member)| {
        let is_required = schema
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|required| required.iter().any(|entry| entry == name));
        let has_own = member.get("example").is_some() || is_required;
        Some((name.clone(), example_of(member, schemas).filter(|_| has_own)?))
    });
    Some(Value::Object(members.collect()))
}
