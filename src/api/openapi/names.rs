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
            Some(("Page", entry)) => ("/properties/items/items", entry),
            Some(("TransitionInput", action)) => ("/properties/action", action),
            _ => continue,
        };
        if let Some(member) = schema.pointer_mut(place).filter(|_| names.iter().any(|name| name == of)) {
            *member = json!({"$ref": format!("{SCHEMAS}{of}")});
        }
    }
}

/// Writes every enumeration out once, among the components, and refers to it elsewhere: by the title that it carries.
pub fn refer_to_enumerations(document: &mut Value) {
    let mut named = Map::new();
    refer_below(document, &mut named);
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    if let Some(schemas) = schemas {
        schemas.extend(named);
        schemas.sort_keys();
    }
}

fn refer_below(value: &mut Value, named: &mut Map<String, Value>) {
    if let Value::Object(schema) = value
        && schema.contains_key("enum")
        && let Some(Value::String(name)) = schema.shift_remove("title")
    {
        let reference = json!({"$ref": format!("{SCHEMAS}{name}")});
        named.insert(name, std::mem::replace(value, reference));
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer_below(item, named)),
        Value::Object(members) => members.values_mut().for_each(|member| refer_below(member, named)),
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
        Some(("Page", entry)) => format!("{entry}Page"),
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
        let status = |title| json!({"type": "string", "title": title, "enum": ["QUEUED", "DEAD"]});
        let mut document = json!({
            "paths": {"/jobs": {"get": {"parameters": [
                {"name": "status", "schema": status("JobStatus")},
                {"name": "sort", "schema": status("JobSort")},
            ]}}},
            "components": {"schemas": {"JobStatus": status("JobStatus")}},
        });
        refer_to_enumerations(&mut document);
        let parameters = &document["paths"]["/jobs"]["get"]["parameters"];
        assert_eq!(parameters[0]["schema"], json!({"$ref": "#/components/schemas/JobStatus"}));
        assert_eq!(parameters[1]["schema"], json!({"$ref": "#/components/schemas/JobSort"}));
        let written_out = json!({"type": "string", "enum": ["QUEUED", "DEAD"]});
        assert_eq!(document["components"]["schemas"]["JobStatus"], written_out);
        assert_eq!(document["components"]["schemas"]["JobSort"], written_out);
    }
}
