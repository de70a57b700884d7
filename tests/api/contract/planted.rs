//! The gate proven on planted edits: every breaking one is found at its place, no harmless one is flagged.

use serde_json::{Value, json};

use super::fixture::{push, released, remove, rename, set};
use super::gate::breaking_changes;
use super::planted_breaks::{
    BREAKING, CAMPAIGN, CHANGE, CREATE, Edit, FIND, LIST, NEW_CAMPAIGN, SCHEMAS, UPLOAD_FORM,
};

#[rustfmt::skip]
const HARMLESS: &[Edit] = &[
    ("nothing", |_| {}, ""),
    ("new path", |d| set(d, "/paths", "~1units", json!({"get": {"operationId": "listUnits", "responses": {"200": {}}}})), ""),
    ("new operation", |d| set(d, "/paths/~1campaigns~1{campaignId}", "delete", json!({"responses": {"204": {}}})), ""),
    ("new webhook", |d| set(d, "/webhooks", "campaignClosed", json!({"post": {"responses": {"204": {}}}})), ""),
    ("path parameter renamed", rename_path_parameter, ""),
    ("parameter moved to the operations", move_parameter_to_operations, ""),
    ("new optional parameter", |d| push(d, LIST, "parameters", json!({"name": "sort", "in": "query", "schema": {}})), ""),
    ("defaults of a parameter written out", |d| {
        set(d, LIST, "parameters/2/style", "form");
        set(d, LIST, "parameters/2/explode", true);
        set(d, LIST, "parameters/2/required", false);
    }, ""),
    ("defaults of a header written out", |d| set(d, FIND, "parameters/0/style", "simple"), ""),
    ("defaults of a path parameter written out", |d| set(d, "", "components/parameters/CampaignId/style", "simple"), ""),
    ("repetition accepted in so many words", |d| set(d, UPLOAD_FORM, "schema/properties/pages/uniqueItems", false), ""),
    ("parameter of any type", |d| remove(d, LIST, "parameters/3/schema"), ""),
    ("parameter became optional", |d| remove(d, LIST, "parameters/3/required"), ""),
    ("wider parameter bounds", |d| {
        set(d, LIST, "parameters/0/schema/maximum", 500);
        remove(d, LIST, "parameters/2/schema/minLength");
        set(d, LIST, "parameters/1/schema/minItems", 0);
    }, ""),
    ("parameter default documented", |d| set(d, LIST, "parameters/2/schema/default", "thi đua"), ""),
    ("header parameter in other case", |d| set(d, FIND, "parameters/0/name", "if-none-match"), ""),
    ("new optional body", |d| set(d, FIND, "requestBody", json!({"content": {"application/json": {}}})), ""),
    ("body became optional", |d| remove(d, CREATE, "requestBody/required"), ""),
    ("new optional property", |d| set(d, NEW_CAMPAIGN, "properties/level", json!({"type": "string"})), ""),
    ("new read-only property", |d| {
        set(d, NEW_CAMPAIGN, "properties/id", json!({"type": "string", "readOnly": true}));
        push(d, NEW_CAMPAIGN, "required", "id");
    }, ""),
    ("closed in other words", |d| rename(d, NEW_CAMPAIGN, "", "additionalProperties", "unevaluatedProperties"), ""),
    ("property no longer required", |d| remove(d, NEW_CAMPAIGN, "required/0"), ""),
    ("wider bounds in a body", |d| {
        set(d, NEW_CAMPAIGN, "properties/name/maxLength", 999);
        remove(d, NEW_CAMPAIGN, "properties/code/pattern");
        set(d, NEW_CAMPAIGN, "properties/weight/exclusiveMinimum", -1.5);
    }, ""),
    ("exclusive bound written inclusive", |d| {
        remove(d, NEW_CAMPAIGN, "properties/share/exclusiveMaximum");
        set(d, NEW_CAMPAIGN, "properties/share/maximum", 100);
    }, ""),
    ("exclusive bound beside a wider one", |d| {
        set(d, NEW_CAMPAIGN, "properties/share/maximum", 500);
        set(d, NEW_CAMPAIGN, "properties/weight/minimum", -5);
    }, ""),
    ("accepted values no longer listed", |d| remove(d, NEW_CAMPAIGN, "properties/form/enum"), ""),
    ("answered values listed", |d| set(d, CAMPAIGN, "properties/slug/enum", json!(["a", "b"])), ""),
    ("property restated by a third part", |d| push(d, SCHEMAS, "Campaign/allOf", json!({"properties": {"name": {"type": "string"}}})), ""),
    ("restated through allOf", |d| {
        let bound = json!({"type": "array", "maxItems": 500, "minItems": 0, "items": {"type": "object"}, "uniqueItems": false});
        let items = d.pointer("/components/schemas/Page/properties/items").cloned();
        set(d, SCHEMAS, "Page/properties/items", json!({"allOf": [items, bound]}));
    }, ""),
    ("accepted type widened", |d| set(d, NEW_CAMPAIGN, "properties/share/type", json!(["number", "null"])), ""),
    ("accepted value added", |d| push(d, NEW_CAMPAIGN, "properties/form/enum", "REGIONAL"), ""),
    ("unknown members accepted", |d| remove(d, NEW_CAMPAIGN, "additionalProperties"), ""),
    ("new answered property", |d| { set(d, CAMPAIGN, "properties/theme", json!({"type": "string"})); push(d, CAMPAIGN, "required", "theme"); }, ""),
    ("answered property always there", |d| push(d, CAMPAIGN, "required", "slug"), ""),
    ("narrower bounds in an answer", |d| {
        set(d, CAMPAIGN, "properties/name/maxLength", 200);
        set(d, CAMPAIGN, "properties/slug/pattern", "^[a-z-]+$");
        set(d, SCHEMAS, "Page/properties/items/minItems", 1);
    }, ""),
    ("answered value removed", |d| remove(d, SCHEMAS, "Problem/properties/code/enum/1"), ""),
    ("never null any more", |d| set(d, SCHEMAS, "Page/properties/nextCursor/type", "string"), ""),
    ("answer closed", |d| set(d, SCHEMAS, "Page/additionalProperties", false), ""),
    ("default of an answer", |d| set(d, CAMPAIGN, "properties/name/default", "?"), ""),
    ("any other answer documented", |d| set(d, LIST, "responses/default", json!({"description": "Else."})), ""),
    ("narrower webhook", |d| set(d, SCHEMAS, "Event/properties/subjectId/pattern", "^0"), ""),
    ("new error status", |d| set(d, LIST, "responses/429", json!({"description": "Later."})), ""),
    ("not modified documented", |d| set(d, FIND, "responses/304", json!({"description": "As you have it."})), ""),
    ("new response header", |d| set(d, FIND, "responses/200/headers/API-Version", json!({"schema": {"type": "string"}})), ""),
    ("new answered media type", |d| set(d, LIST, "responses/200/content/text~1csv", json!({})), ""),
    ("security loosened", |d| { push(d, "", "security", json!({})); set(d, "", "security/1/machine", json!([])); }, ""),
    ("other words", |d| {
        set(d, LIST, "summary", "List");
        set(d, LIST, "tags", json!(["movements"]));
        set(d, LIST, "parameters/0/description", "Page size.");
        set(d, SCHEMAS, "Status/description", "A state.");
        set(d, SCHEMAS, "Status/examples", json!(["DRAFT"]));
        set(d, "", "info/version", "1.1.0");
    }, ""),
    ("everything reordered", reverse_everything, ""),
    ("schema renamed", rename_schema, ""),
    ("schema inlined", |d| {
        let status = d.pointer("/components/schemas/Status").cloned();
        set(d, CAMPAIGN, "properties/status", status.unwrap_or_default());
    }, ""),
    ("null written the other way",
     |d| set(d, SCHEMAS, "Page/properties/nextCursor", json!({"anyOf": [{"type": "string", "maxLength": 500}, {"type": "null"}]})),
     ""),
    ("enum written as constants",
     |d| set(d, SCHEMAS, "Status", json!({"oneOf": [{"const": "CLOSED", "title": "Closed"}, {"const": "DRAFT"}, {"const": "LAUNCHED"}]})),
     ""),
    ("types left to be inferred", |d| {
        remove(d, SCHEMAS, "Period/type");
        remove(d, SCHEMAS, "Status/type");
        remove(d, SCHEMAS, "Content/properties/children/type");
    }, ""),
    ("one level of a tree inlined", |d| {
        let content = d.pointer("/components/schemas/Content").cloned();
        set(d, SCHEMAS, "Content/properties/children/items", content.unwrap_or_default());
    }, ""),
];

#[test]
fn every_planted_break_is_found_at_its_place() {
    for (name, edit, expected) in BREAKING.into_iter().flatten() {
        let found = changes_after(*edit);
        assert!(
            found.iter().any(|sentence| sentence.contains(expected)),
            "{name}: {expected:?} is not in {found:#?}"
        );
    }
}

#[test]
fn no_harmless_edit_is_flagged() {
    for (name, edit, _) in HARMLESS {
        assert_eq!(changes_after(*edit), Vec::<String>::new(), "{name}");
    }
}

/// A planted edit that edits nothing would prove nothing.
#[test]
fn every_edit_but_the_first_changes_the_document() {
    for (name, edit, _) in BREAKING.into_iter().flatten().chain(HARMLESS.iter().skip(1)) {
        let mut edited = released();
        edit(&mut edited);
        assert_ne!(edited.to_string(), released().to_string(), "{name}");
    }
}

#[test]
fn findings_are_sorted_and_said_once() {
    let found = changes_after(|d| push(d, SCHEMAS, "Problem/properties/code/enum", "moved"));
    assert!(found.len() > 1, "one shared schema breaks every operation that answers it: {found:#?}");
    assert!(found.is_sorted_by(|one, next| one < next), "{found:#?}");
}

fn changes_after(edit: fn(&mut Value)) -> Vec<String> {
    let mut current = released();
    edit(&mut current);
    breaking_changes(&released(), &current)
}

fn rename_path_parameter(document: &mut Value) {
    rename(document, "", "paths", "/campaigns/{campaignId}", "/campaigns/{id}");
    set(document, "/components/parameters/CampaignId", "name", "id");
}

fn move_parameter_to_operations(document: &mut Value) {
    let parameter = document.pointer("/components/parameters/CampaignId").cloned().unwrap_or_default();
    push(document, FIND, "parameters", parameter.clone());
    set(document, CHANGE, "parameters", Value::Array(vec![parameter]));
    remove(document, "/paths/~1campaigns~1{campaignId}", "parameters");
}

fn rename_schema(document: &mut Value) {
    let text =
        document.to_string().replace("schemas/Status", "schemas/State").replace("\"Status\":", "\"State\":");
    *document = serde_json::from_str(&text).unwrap_or_default();
}

/// Limiter round every object and every list whose order says nothing.
fn reverse_everything(value: &mut Value) {
    match value {
        Value::Object(members) => {
            *members = std::mem::take(members).into_iter().rev().collect();
            members.values_mut().for_each(reverse_everything);
        }
        Value::Array(elements) => {
            elements.reverse();
            elements.iter_mut().for_each(reverse_everything);
        }
        _ => {}
    }
}
