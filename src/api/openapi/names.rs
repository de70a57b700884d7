//! Names of schemas that come from generic types: `Page_Job` is `JobPage`, `TransitionInput_JobAction` is `JobTransition`.

use serde_json::{Map, Value, json};

/// Where schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

/// Gives schemas of generic types the names that the contract uses.
pub fn rename_generic_schemas(document: &mut Value) {
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        refer_to_type_parameters(schemas);
        let renamed: Map<String, Value> =
            std::mem::take(schemas).into_iter().map(|(name, schema)| (plain_name(&name), schema)).collect();
        *schemas = renamed;
        schemas.sort_keys();
    }
    rename_references(document);
}

/// The collecting macros write the type that a generic type is made of out in full; here it becomes a reference again.
fn refer_to_type_parameters(schemas: &mut Map<String, Value>) {
    let names: Vec<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas.iter_mut() {
        let (place, of) = match name.split_once('_') {
            Some(("Page" | "CountedPage", entry)) => ("/properties/items/items", entry),
            Some(("TransitionInput", action)) => ("/properties/action", action),
            _ => continue,
        };
        if let Some(member) = schema.pointer_mut(place).filter(|_| names.iter().any(|name| name == of)) {
            *member = json!({"$ref": format!("{SCHEMAS}{of}")});
        }
    }
}

/// Refers to a named enumeration wherever the same values with the same description were written out.
pub fn refer_to_enumerations(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let named: Vec<(String, Value)> = schemas
        .into_iter()
        .flatten()
        .filter(|(_, schema)| schema.get("enum").is_some())
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    refer_below(document, &named, 0);
}

/// How deep a named schema stands in the document: there it stays written out.
const DEPTH_OF_SCHEMAS: usize = 3;

fn refer_below(value: &mut Value, named: &[(String, Value)], depth: usize) {
    let found = named.iter().find(|(_, schema)| depth > DEPTH_OF_SCHEMAS && schema == value);
    if let Some((name, _)) = found {
        *value = json!({"$ref": format!("{SCHEMAS}{name}")});
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer_below(item, named, depth + 1)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| refer_below(member, named, depth + 1));
        }
        _ => {}
    }
}

fn rename_references(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(rename_references),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && let Some(name) = reference.strip_prefix(SCHEMAS)
            {
                *reference = format!("{SCHEMAS}{}", plain_name(name));
            }
            members.values_mut().for_each(rename_references);
        }
        _ => {}
    }
}

fn plain_name(name: &str) -> String {
    match name.split_once('_') {
        Some(("Page" | "CountedPage", entry)) => format!("{entry}Page"),
        Some(("TransitionInput", action)) => {
            format!("{}Transition", action.strip_suffix("Action").unwrap_or(action))
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generic_name_becomes_a_plain_one_wherever_it_is_used() {
        let mut document = json!({
            "paths": {"/jobs": {"get": {"schema": {"$ref": "#/components/schemas/Page_Job"}}}},
            "components": {"schemas": {
                "Page_Job": {"properties": {"items": {"items": {"type": "object"}}}},
                "Job": {"type": "object"},
                "TransitionInput_JobAction": {},
            }},
        });
        rename_generic_schemas(&mut document);
        assert_eq!(
            document,
            json!({
                "paths": {"/jobs": {"get": {"schema": {"$ref": "#/components/schemas/JobPage"}}}},
                "components": {"schemas": {
                    "Job": {"type": "object"},
                    "JobPage": {"properties": {"items": {"items": {"$ref": "#/components/schemas/Job"}}}},
                    "JobTransition": {},
                }},
            })
        );
    }

    #[test]
    fn an_enumeration_is_written_out_once() {
        let status = json!({"type": "string", "enum": ["QUEUED", "DEAD"]});
        let mut document = json!({
            "paths": {"/jobs": {"get": {"parameters": [{"name": "status", "schema": status}]}}},
            "components": {"schemas": {"JobStatus": status}},
        });
        refer_to_enumerations(&mut document);
        let schema = &document["paths"]["/jobs"]["get"]["parameters"][0]["schema"];
        assert_eq!(*schema, json!({"$ref": "#/components/schemas/JobStatus"}));
        assert_eq!(document["components"]["schemas"]["JobStatus"], status);
    }
}
