//! The published document is the validator: a JSON Schema of it, and its faults as violations.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::catalogue::Code;
use super::problem::{MOST_FAULTS, Violation};
use crate::core::json_pointer;

/// Compiles a schema that may refer to the document's components.
///
/// # Errors
/// Why the schema is not a schema: a fault of ours, found when the service starts.
pub fn compile(schema: &Value, document: &Value) -> Result<Validator, String> {
    // Only what it refers to: each schema keeps its own copy of the rest, and there are hundreds of them.
    let mut needed = Map::new();
    collect(schema, document, &mut needed);
    let mut whole = json!({ "allOf": [schema], "components": { "schemas": needed } });
    choose_by_tag(&mut whole, document);
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&whole)
        .map_err(|error| error.to_string())
}

/// The component schemas that a schema refers to, directly or by others.
fn collect(value: &Value, document: &Value, needed: &mut Map<String, Value>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
            let target = name.and_then(|name| document.pointer(&format!("/components/schemas/{name}")));
            if let (Some(name), Some(target)) = (name, target)
                && !needed.contains_key(name)
            {
                needed.insert(name.to_owned(), target.clone());
                collect(target, document, needed);
            }
            members.values().for_each(|member| collect(member, document, needed));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, document, needed)),
        _ => {}
    }
}

/// A choice among objects that name themselves by a tag is written as "if the tag is this, then that": only the branch
/// that is meant is looked into. Each branch in turn would tell the faults of the wrong one, and where such a choice
/// nests, take time that doubles with every level.
fn choose_by_tag(value: &mut Value, document: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| choose_by_tag(item, document)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| choose_by_tag(member, document));
            if let Some((tag, branches)) = tagged_branches(members, document) {
                members.remove("oneOf");
                let names: Vec<&str> = branches.iter().map(|(name, _)| name.as_str()).collect();
                members.insert("type".to_owned(), "object".into());
                members.insert("required".to_owned(), json!([tag]));
                members.insert("properties".to_owned(), json!({ &tag: { "enum": names } }));
                let chosen = branches.iter().map(|(name, branch)| {
                    let is_it = json!({ "type": "object", "required": [tag], "properties": { &tag: { "const": name } } });
                    json!({ "if": is_it, "then": branch })
                });
                members.insert("allOf".to_owned(), chosen.collect());
            }
        }
        _ => {}
    }
}

/// The tag of a choice and its branches by name, where every branch is an object with one value of the same tag, in place
/// or as a component.
fn tagged_branches(members: &Map<String, Value>, document: &Value) -> Option<(String, Vec<(String, Value)>)> {
    let branches = members.get("oneOf")?.as_array().filter(|branches| branches.len() > 1)?;
    if ["type", "required", "properties", "allOf"].iter().any(|own| members.contains_key(*own)) {
        return None;
    }
    let first = object_of(branches.first()?, document)?;
    let tag = first.get("properties")?.as_object()?.keys().find(|name| only_value(first, name).is_some())?;
    let named = branches.iter().map(|branch| {
        let name = only_value(object_of(branch, document)?, tag)?;
        Some((name.to_owned(), branch.clone()))
    });
    Some((tag.clone(), named.collect::<Option<_>>()?))
}

/// A schema, or the component that it refers to.
fn object_of<'a>(branch: &'a Value, document: &'a Value) -> Option<&'a Value> {
    match branch.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.strip_prefix('#')?),
        None => Some(branch),
    }
}

fn only_value<'a>(branch: &'a Value, member: &str) -> Option<&'a str> {
    let values = branch.get("properties")?.get(member)?.get("enum")?.as_array()?;
    values.first().filter(|_| values.len() == 1)?.as_str()
}

/// A value with more parts than this is told its first fault only: all its faults together may need a thousand times the
/// memory of the value.
const MOST_PARTS: usize = 20_000;

/// The faults of `value`, placed by JSON pointer.
#[must_use]
pub fn faults(validator: &Validator, value: &Value) -> Vec<Violation> {
    let Err(first) = validator.validate(value) else { return Vec::new() };
    if parts_left(value, MOST_PARTS).is_none() {
        return violations_of(&first).into_iter().take(MOST_FAULTS).collect();
    }
    validator.iter_errors(value).flat_map(|error| violations_of(&error)).take(MOST_FAULTS).collect()
}

/// How many parts a value may have beside its own; `None` when it has too many.
fn parts_left(value: &Value, most: usize) -> Option<usize> {
    let most = most.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().try_fold(most, |left, item| parts_left(item, left)),
        Value::Object(members) => members.values().try_fold(most, |left, member| parts_left(member, left)),
        _ => Some(most),
    }
}

fn violations_of(error: &ValidationError<'_>) -> Vec<Violation> {
    let here = error.instance_path().as_str().to_owned();
    let single = |code| Violation::at(here.clone(), code);
    let one = match error.kind() {
        Kind::Required { property } => {
            return vec![Violation::at(
                json_pointer::below(&here, property.as_str().unwrap_or_default()),
                Code::required,
            )];
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            return unexpected
                .iter()
                .take(MOST_FAULTS)
                .map(|name| Violation::at(json_pointer::below(&here, name), Code::unknown_member))
                .collect();
        }
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => return closest_branch(context, &here),
        Kind::Type { kind } => single(Code::wrong_type).with("expected", type_names(kind)),
        Kind::Format { format } => single(Code::wrong_format).expecting(format),
        Kind::Pattern { pattern } => single(Code::wrong_format).expecting(pattern),
        Kind::Enum { options } => single(Code::unknown_value).with("expected", join_options(options)),
        Kind::Constant { expected_value } => single(Code::unknown_value).with("expected", expected_value),
        Kind::MaxLength { limit } => single(Code::too_long).with("limit", limit),
        Kind::MinLength { limit } => single(Code::too_short).with("limit", limit),
        Kind::Maximum { limit } | Kind::Minimum { limit } => single(Code::out_of_range).with("limit", limit),
        Kind::MaxItems { limit } | Kind::MinItems { limit } => single(Code::wrong_count).with("limit", limit),
        other => single(Code::not_allowed).with("keyword", other.keyword()),
    };
    vec![one]
}

/// A nullable value is "null or this": what is wrong with "this" is what the caller wants to know. Of several kinds of things
/// it is the kind that the value names.
fn closest_branch(context: &[Vec<ValidationError<'static>>], here: &str) -> Vec<Violation> {
    let expects_null = |errors: &&Vec<ValidationError<'static>>| {
        errors.iter().all(|error| matches!(error.kind(), Kind::Type { kind } if type_names(kind) == "null"))
    };
    let kind = format!("{here}/kind");
    let is_of_another_kind = |errors: &&Vec<ValidationError<'static>>| {
        let is_enum = |error: &ValidationError<'_>| matches!(error.kind(), Kind::Enum { .. });
        errors.iter().any(|error| is_enum(error) && error.instance_path().as_str() == kind)
    };
    let mut branches = context.iter().filter(|branch| !expects_null(branch));
    let first = branches.clone().next();
    match branches.find(|branch| !is_of_another_kind(branch)).or(first) {
        Some(branch) => branch.iter().flat_map(violations_of).collect(),
        None => vec![Violation::at(here, Code::not_allowed).with("keyword", "oneOf")],
    }
}

fn type_names(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(single) => single.to_string(),
        TypeKind::Multiple(set) => set.iter().map(|single| single.to_string()).collect::<Vec<_>>().join(", "),
    }
}

fn join_options(options: &Value) -> String {
    let texts = options.as_array().map(Vec::as_slice).unwrap_or_default();
    texts.iter().map(|option| option.as_str().unwrap_or("null")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::problem::FaultPlace;

    fn found(schema: &Value, value: &Value) -> Vec<String> {
        let document = json!({"components": {"schemas": {"Kind": {"type": "string", "enum": ["A", "B"]}}}});
        let validator = compile(schema, &document).unwrap();
        let text = |fault: &Violation| format!("{:?} {}", fault.place, fault.code.as_str());
        faults(&validator, value).iter().map(text).collect()
    }

    #[test]
    fn names_of_members_are_escaped_in_pointers() {
        let schema = json!({"type": "object", "properties": {"d": {}}, "additionalProperties": false});
        assert_eq!(found(&schema, &json!({"a/b~c": 1})), ["Pointer(\"/a~1b~0c\") unknown_member"]);
    }

    #[test]
    fn a_nullable_value_is_judged_by_what_it_should_be() {
        let schema = json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Kind"}]});
        assert_eq!(found(&schema, &json!("C")), ["Pointer(\"\") unknown_value"]);
        assert!(found(&schema, &json!(null)).is_empty());
    }

    #[test]
    fn of_a_tagged_choice_the_branch_that_is_meant_is_judged() {
        let branch = |name: &str, member: &str, kind: &str| {
            json!({"type": "object", "required": ["kind", member], "additionalProperties": false,
                "properties": {"kind": {"type": "string", "enum": [name]}, member: {"type": kind}}})
        };
        let schema = json!({"oneOf": [branch("ONE", "a", "string"), branch("TWO", "b", "integer")]});
        assert_eq!(found(&schema, &json!({"kind": "TWO", "b": 1})), [""; 0]);
        assert_eq!(found(&schema, &json!({"kind": "TWO", "b": "x"})), ["Pointer(\"/b\") wrong_type"]);
        assert_eq!(found(&schema, &json!({"kind": "TWO"})), ["Pointer(\"/b\") required"]);
        assert_eq!(found(&schema, &json!({"kind": "THREE", "b": 1})), ["Pointer(\"/kind\") unknown_value"]);
        assert_eq!(found(&schema, &json!({"b": 1})), ["Pointer(\"/kind\") required"]);
        assert_eq!(found(&schema, &json!("TWO")), ["Pointer(\"\") wrong_type"]);
    }

    #[test]
    fn a_tagged_choice_that_nests_takes_no_more_time_than_its_length() {
        let branch = |name: &str| {
            json!({"type": "object", "required": ["all", "kind"], "properties": {
                "all": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
                "kind": {"type": "string", "enum": [name]}}})
        };
        let tree =
            json!({"oneOf": [branch("ONE"), branch("TWO"), {"$ref": "#/components/schemas/TreeThree"}]});
        let document = json!({"components": {"schemas": {"Tree": tree, "TreeThree": branch("THREE")}}});
        let validator = compile(&json!({"$ref": "#/components/schemas/Tree"}), &document).unwrap();
        let leaf = json!({"all": 1, "kind": "TWO"});
        let deep = (0..60).fold(leaf, |inner, _| json!({"all": [inner], "kind": "TWO"}));
        let found = faults(&validator, &deep);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, FaultPlace::Pointer(format!("{}/all", "/all/0".repeat(60))));
    }

    #[test]
    fn a_keyword_without_a_code_of_its_own_is_named() {
        assert_eq!(found(&json!({"multipleOf": 5}), &json!(7)), ["Pointer(\"\") not_allowed"]);
    }
}
