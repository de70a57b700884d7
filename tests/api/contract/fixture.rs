//! A small document with one of everything the gate reads, and the means to edit it.
//!
//! An edit names its place in two parts, joined as one JSON pointer. One that misses leaves the document as it was,
//! which a test of the planted edits refuses.

use serde_json::{Value, json};

/// The document as it was released.
pub fn released() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Planted", "version": "1.0.0"},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"machine": ["campaigns.read"]}],
        "paths": {
            "/campaigns": {"get": list(), "post": create()},
            "/campaigns/{campaignId}": {
                "parameters": [{"$ref": "#/components/parameters/CampaignId"}],
                "get": find(),
                "patch": change(),
            },
            "/documents": {"post": upload()},
            "/public/campaigns": {
                "get": {"operationId": "publicCampaigns", "security": [{}], "responses": answer("200", "Campaign")},
            },
        },
        "webhooks": {"campaignLaunched": {"post": {
            "parameters": [{"name": "X-Signature", "in": "header", "required": true, "schema": {"type": "string"}}],
            "requestBody": body("Event"),
            "responses": {"204": {"description": "Taken."}},
        }}},
        "components": components(),
    })
}

fn list() -> Value {
    json!({
        "operationId": "listCampaigns",
        "tags": ["campaigns"],
        "parameters": [
            {"name": "limit", "in": "query", "description": "How many.",
             "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 200, "default": 50}},
            {"name": "status", "in": "query", "explode": false,
             "schema": {"type": "array", "maxItems": 5, "items": {"$ref": "#/components/schemas/Status"}}},
            {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 100, "minLength": 2}},
            {"name": "startsOnFrom", "in": "query", "required": true, "schema": {"type": "string", "format": "date"}},
        ],
        "responses": answer("200", "Page"),
    })
}

fn create() -> Value {
    json!({
        "operationId": "createCampaign",
        "requestBody": body("NewCampaign"),
        "responses": answer("201", "Campaign"),
    })
}

fn find() -> Value {
    json!({
        "operationId": "findCampaign",
        "parameters": [{"name": "If-None-Match", "in": "header", "schema": {"type": "string", "maxLength": 100}}],
        "responses": answer("200", "Campaign"),
    })
}

fn change() -> Value {
    json!({
        "operationId": "changeCampaign",
        "requestBody": {"content": {
            "application/merge-patch+json": {"schema": {"$ref": "#/components/schemas/NewCampaign"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/NewCampaign"}},
        }},
        "responses": answer("200", "Campaign"),
    })
}

fn upload() -> Value {
    json!({
        "operationId": "uploadDocument",
        "security": [{"key": []}],
        "parameters": [
            {"name": "filter", "in": "query", "content": {"application/json": {"schema": {
                "type": "object", "maxProperties": 5, "additionalProperties": {"type": "string"},
            }}}},
            {"name": "folder", "in": "query", "allowReserved": true, "schema": {"type": "string"}},
        ],
        "requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {
                "file": {"type": "string", "contentMediaType": "application/pdf"},
                "pages": {"type": "array"},
            }},
            "encoding": {"file": {"contentType": "application/pdf"}},
        }}},
        "responses": {"204": {"description": "Taken."}},
    })
}

fn body(schema: &str) -> Value {
    json!({"required": true, "content": json_of(schema)})
}

fn json_of(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

fn answer(success: &str, schema: &str) -> Value {
    json!({
        success: {
            "description": "Here it is.",
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": json_of(schema),
        },
        "404": {"$ref": "#/components/responses/NotFound"},
    })
}

fn components() -> Value {
    json!({
        "schemas": schemas(),
        "parameters": {"CampaignId": {
            "name": "campaignId", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"},
        }},
        "headers": {"ETag": {"required": true, "schema": {"type": "string", "maxLength": 80}}},
        "responses": {"NotFound": {
            "description": "There is no such thing.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }},
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "description": "RFC8725"},
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "machine": {"type": "oauth2", "flows": {"clientCredentials": {
                "tokenUrl": "/oauth/token", "scopes": {"campaigns.read": "Read.", "campaigns.write": "Write."},
            }}},
        },
    })
}

fn schemas() -> Value {
    json!({
        "Status": {"type": "string", "enum": ["DRAFT", "LAUNCHED", "CLOSED"], "description": "May grow."},
        "Period": {"type": "object", "required": ["startsOn"], "properties": {
            "startsOn": {"type": "string", "format": "date"},
            "endsOn": {"type": ["string", "null"], "format": "date"},
        }},
        "Content": {"type": "object", "required": ["number"], "properties": {
            "number": {"type": "string", "maxLength": 20, "pattern": "^[IVX0-9.]+$"},
            "children": {"type": "array", "maxItems": 50, "items": {"$ref": "#/components/schemas/Content"}},
        }},
        "Campaign": {"allOf": [{"$ref": "#/components/schemas/Versioned"}, {
            "type": "object", "required": ["name", "status"], "properties": {
                "name": {"type": "string", "maxLength": 300},
                "status": {"$ref": "#/components/schemas/Status"},
                "slug": {"type": "string"},
                "progress": {"type": "number", "minimum": 0, "maximum": 1},
                "period": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Period"}]},
                "contents": {"type": "array", "maxItems": 100, "items": {"$ref": "#/components/schemas/Content"}},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "source": {"$ref": "#/components/schemas/Source"},
            },
        }]},
        "Versioned": {"type": "object", "required": ["id", "version"], "properties": {
            "id": {"type": "string", "format": "uuid", "readOnly": true},
            "version": {"type": "integer", "format": "int64", "readOnly": true},
        }},
        "Source": {"discriminator": {"propertyName": "kind"}, "oneOf": [
            {"type": "object", "required": ["kind", "fileId"], "properties": {
                "kind": {"const": "FILE"}, "fileId": {"type": "string", "format": "uuid"}}},
            {"type": "object", "required": ["kind", "link"], "properties": {
                "kind": {"const": "LINK"}, "link": {"type": "string", "format": "uri"}}},
        ]},
        "NewCampaign": {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 300},
            "form": {"type": "string", "enum": ["REGULAR", "THEMATIC"], "default": "REGULAR"},
            "motto": {"type": ["string", "null"], "maxLength": 500},
            "weight": {"type": "number", "exclusiveMinimum": 0},
            "share": {"type": "integer", "exclusiveMaximum": 101},
            "code": {"type": "string", "pattern": "^PT-[0-9]+$"},
            "period": {"$ref": "#/components/schemas/Period"},
            "source": {"$ref": "#/components/schemas/Source"},
            "settings": {"type": "object", "properties": {"public": {"type": "boolean"}}},
        }},
        "Page": {"type": "object", "required": ["items", "nextCursor"], "properties": {
            "items": {"type": "array", "maxItems": 200, "items": {"$ref": "#/components/schemas/Campaign"}},
            "nextCursor": {"type": ["string", "null"], "maxLength": 500},
        }},
        "Event": {"type": "object", "required": ["type", "subjectId"], "properties": {
            "type": {"type": "string", "enum": ["campaign.launched"]},
            "subjectId": {"type": "string", "format": "uuid"},
        }},
        "Problem": {"type": "object", "required": ["code", "undescribed"], "properties": {
            "code": {"type": "string", "enum": ["not_found", "gone"]},
        }},
    })
}

/// Writes a member or replaces an element.
pub fn set(document: &mut Value, base: &str, rest: &str, value: impl Into<Value>) {
    match place(document, base, rest) {
        Some((Value::Object(members), name)) => drop(members.insert(name, value.into())),
        Some((parent, name)) => {
            if let Some(element) = parent.pointer_mut(&format!("/{name}")) {
                *element = value.into();
            }
        }
        None => {}
    }
}

/// Takes a member or an element away, whoever refers to it.
pub fn remove(document: &mut Value, base: &str, rest: &str) {
    match place(document, base, rest) {
        Some((Value::Object(members), name)) => drop(members.remove(&name)),
        Some((Value::Array(elements), name)) => {
            if let Some(index) = name.parse().ok().filter(|index| *index < elements.len()) {
                elements.remove(index);
            }
        }
        _ => {}
    }
}

/// Adds an element at the end of a list.
pub fn push(document: &mut Value, base: &str, rest: &str, value: impl Into<Value>) {
    if let Some(Value::Array(elements)) = document.pointer_mut(&pointer(base, rest)) {
        elements.push(value.into());
    }
}

/// Gives a member of the object at the place another name.
pub fn rename(document: &mut Value, base: &str, rest: &str, from: &str, to: &str) {
    if let Some(Value::Object(members)) = document.pointer_mut(&pointer(base, rest))
        && let Some(value) = members.remove(from)
    {
        members.insert(to.to_owned(), value);
    }
}

fn place<'d>(document: &'d mut Value, base: &str, rest: &str) -> Option<(&'d mut Value, String)> {
    let pointer = pointer(base, rest);
    let (parent, name) = pointer.rsplit_once('/')?;
    Some((document.pointer_mut(parent)?, name.replace("~1", "/")))
}

fn pointer(base: &str, rest: &str) -> String {
    if rest.is_empty() { base.to_owned() } else { format!("{base}/{rest}") }
}
