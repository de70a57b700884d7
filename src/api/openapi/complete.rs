//! What every operation has in common: access, refusals, shared headers, links. Written once, from the tables.

use serde_json::{Map, Value, json};

use super::collected::Collected;
use super::components::components;
use super::parameters;
use super::refusals::{Refusals, problem_codes};
use super::shape::{header, needs_version, overwrites, shared_headers, takes_key};
use crate::auth::access::{Access, AccessRow};
use crate::features::files::rules::FileKind;
use crate::http::Locale;
use crate::http::contract::BASE_PATH;
use crate::http::incoming::MAX_STORED_BYTES;
use crate::http::input::MAX_FILE_BYTES;
use crate::operations::registration::camel_case;
use crate::operations::tables::give::{CSV, XLSX};
use crate::operations::tables::lines::NDJSON;

/// The greatest number that every reader of JSON takes.
const MAX_STREAM_BYTES: usize = 9_007_199_254_740_991;
/// Where this document is read, by every site.
const DOCUMENT_PATH: &str = "/openapi.json";
/// Completes the collected document; the texts of refusals come in the given language.
pub fn complete(document: &mut Value, collected: &Collected, locale: Locale) {
    let paths =
        document.get_mut("paths").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
    let (mut completed, mut refusals) = (Map::new(), Refusals::new(locale));
    let mut shared = parameters::id_components();
    for (path, mut item) in paths {
        let path = path.strip_prefix(BASE_PATH).unwrap_or(&path).to_owned();
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete_operation(&path, method, operation, (collected, &mut refusals, &mut shared));
        }
        completed.insert(path, item);
    }
    add_links(&mut completed);
    if let Some(root) = document.as_object_mut() {
        root.insert("paths".to_owned(), Value::Object(completed));
    }
    // The service refuses parts that the form does not name; the macro that collects the form can't say so.
    for form in ["DocumentForm", "ImportForm", "UploadForm"] {
        if let Some(form) = document.pointer_mut(&format!("/components/schemas/{form}")) {
            form["additionalProperties"] = false.into();
        }
    }
    let shared = [("parameters", Value::Object(shared))];
    for (section, content) in components().into_iter().chain(refusals.into_components()).chain(shared) {
        if let Some(known) = document.pointer_mut("/components").and_then(Value::as_object_mut) {
            let slot = known.entry(section).or_insert_with(|| json!({}));
            if let (Some(slot), Value::Object(content)) = (slot.as_object_mut(), content) {
                slot.extend(content);
            }
        }
    }
}

fn complete_operation(
    path: &str,
    method: &str,
    operation: &mut Value,
    (collected, refusals, shared): (&Collected, &mut Refusals, &mut Map<String, Value>),
) {
    let id = camel_case(operation.get("operationId").and_then(Value::as_str).unwrap_or_default());
    let row = collected.access.find(&id);
    let access = row.map(|row| row.access);
    let schemas = collected.document.pointer("/components/schemas");
    if collected.tables.contains_key(&id) {
        add_forms(operation, &[CSV, XLSX]);
    }
    if method == "get" && access != Some(Access::Public) && has_pages(operation) {
        add_forms(operation, &[NDJSON]);
    }
    let codes = problem_codes(path, method, operation, (row, schemas));
    let Some(members) = operation.as_object_mut() else { return };
    let is_for_clients = row.is_some_and(|row| !row.scopes.is_empty());
    complete_parameters((path, method, is_for_clients), members, shared);
    let has_etag = members.get("responses").and_then(|all| all.pointer("/200/headers/ETag")).is_some();
    if let (true, "get", Some(parameters)) =
        (has_etag, method, members.get_mut("parameters").and_then(Value::as_array_mut))
    {
        parameters.push(json!({"$ref": "#/components/parameters/If-None-Match"}));
    }
    if let (true, "get", Some(responses)) =
        (has_etag, method, members.get_mut("responses").and_then(Value::as_object_mut))
    {
        let headers = json!({"ETag": {"$ref": "#/components/headers/ETag"}});
        responses.insert(
            "304".to_owned(),
            json!({"description": "Unchanged since the caller read it", "headers": headers}),
        );
    }
    if let Some(body) = members.get_mut("requestBody") {
        let form = body.pointer("/content/multipart~1form-data/schema/$ref").and_then(Value::as_str);
        let is_stored = form.is_some_and(|form| form.ends_with("/UploadForm"));
        describe_files(body, if is_stored { MAX_STORED_BYTES } else { MAX_FILE_BYTES });
    }
    members.insert("operationId".to_owned(), id.as_str().into());
    let tag = collected.tags.get(&id).copied().unwrap_or_default();
    members.insert("tags".to_owned(), json!([tag]));
    members.insert("security".to_owned(), security(row));
    members.insert("x-access".to_owned(), access_text(access).into());
    members.shift_remove("x-problems");
    let responses = members.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        for response in responses.values_mut() {
            describe_download(response);
            let is_public = is_for_every_site(path) || path == DOCUMENT_PATH;
            add_headers(response, (is_public, !is_public));
        }
        responses.extend(refusals.of_operation(&id, &codes, is_for_every_site(path)));
        responses.sort_keys();
    }
}

/// Forms of an answer beside JSON.
fn add_forms(operation: &mut Value, media_types: &[&str]) {
    if let Some(content) = operation.pointer_mut("/responses/200/content").and_then(Value::as_object_mut) {
        for media_type in media_types {
            content.insert((*media_type).to_owned(), json!({"schema": {"type": "string"}}));
        }
    }
}

/// Whether an operation answers page by page.
fn has_pages(operation: &Value) -> bool {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    parameters
        .into_iter()
        .flatten()
        .any(|parameter| parameter.get("name").is_some_and(|name| name == "cursor"))
}

/// Ids of the path, shared parameters as references, and the headers that follow from the method.
fn complete_parameters(
    (path, method, is_for_clients): (&str, &str, bool),
    members: &mut Map<String, Value>,
    shared: &mut Map<String, Value>,
) {
    let parameters = members.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        for parameter in parameters.iter_mut() {
            place_in_path(path, parameter);
            count_list(parameter);
        }
        let is_id = |parameter: &Value| {
            parameter.get("in").is_some_and(|place| place == "path")
                && parameter.pointer("/schema/format").is_some_and(|format| format == "uuid")
        };
        parameters.retain(|parameter| !is_id(parameter));
        parameters::share(parameters, shared);
        parameters.splice(0..0, parameters::ids_in(path));
        if takes_key(path, method) {
            parameters.push(json!({"$ref": "#/components/parameters/Idempotency-Key"}));
        }
        if needs_version(path, method) {
            parameters.push(json!({"$ref": "#/components/parameters/If-Match"}));
        } else if method == "put" && overwrites(path) {
            parameters.push(json!({"$ref": "#/components/parameters/If-Match-Of-Put"}));
        }
        if is_for_clients && method != "get" {
            parameters.push(json!({"$ref": "#/components/parameters/Acting-For"}));
        }
    }
}

/// A body that is a file: what can be typed into the page stands first, and each is bounded.
fn describe_files(body: &mut Value, limit: usize) {
    let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else { return };
    let (first, others): (Vec<_>, Vec<_>) =
        std::mem::take(content).into_iter().partition(|(media_type, _)| media_type.starts_with("text/"));
    content.extend(first.into_iter().chain(others));
    for (media_type, media) in content {
        if media_type.starts_with("text/") {
            media["schema"] = json!({"type": "string", "maxLength": limit, "pattern": r"^[^\x00]*$"});
        } else if media_type.starts_with("application/vnd.") || media_type == "application/pdf" {
            describe_bytes(media, media_type, limit);
        }
    }
}

/// An answer that is a file. One that was uploaded is of the kind it was found to be.
fn describe_download(response: &mut Value) {
    let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else { return };
    if content.shift_remove("application/octet-stream").is_some() {
        content.extend(FileKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), json!({}))));
    }
    let is_json = |media_type: &str| media_type == "application/json" || media_type.ends_with("+json");
    for (media_type, media) in content.iter_mut().filter(|(media_type, _)| !is_json(media_type)) {
        // A list that is sent as it is read has no length.
        let limit = if media_type == NDJSON { MAX_STREAM_BYTES } else { MAX_STORED_BYTES };
        describe_bytes(media, media_type, limit);
    }
}

fn describe_bytes(media: &mut Value, media_type: &str, limit: usize) {
    media["schema"] = json!({"type": "string", "format": "binary", "maxLength": limit});
    media["example"] = beginning(media_type).into();
}

/// How a file of a media type begins.
fn beginning(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "%PDF-1.7",
        "image/png" => "PNG",
        "image/jpeg" => "JFIF",
        "text/plain" => "Báo cáo kết quả (mẫu)",
        NDJSON => "{\"nextCursor\":null}",
        _ => "PK",
    }
}

/// A parameter that the path names stands in the path, whatever its struct says of all its members.
fn place_in_path(path: &str, parameter: &mut Value) {
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
    let is_in_path = path.contains(&format!("{{{name}}}"));
    if let (true, Some(members)) = (is_in_path, parameter.as_object_mut()) {
        members.insert("in".to_owned(), "path".into());
        members.insert("required".to_owned(), true.into());
    }
}

/// A list in a query is written with commas: it can be left out, but it can't be empty.
fn count_list(parameter: &mut Value) {
    let schema = parameter.get_mut("schema").and_then(Value::as_object_mut);
    if let Some(schema) = schema.filter(|schema| schema.get("type").is_some_and(|name| name == "array")) {
        schema.insert("minItems".to_owned(), 1.into());
    }
}

/// A person's token, or a machine client's for any of the scopes that open the operation.
fn security(row: Option<&AccessRow>) -> Value {
    if row.is_some_and(|row| matches!(row.access, Access::Open | Access::Public)) {
        return json!([{}]);
    }
    let of_clients = row.into_iter().flat_map(|row| &row.scopes);
    let of_clients = of_clients.map(|scope| json!({"clientCredentials": [scope]}));
    [json!({"bearerAuth": []})].into_iter().chain(of_clients).collect()
}

fn access_text(access: Option<Access>) -> String {
    match access {
        None => "NOBODY".to_owned(),
        Some(Access::Open | Access::Public) => "ANYBODY".to_owned(),
        Some(Access::SignedIn | Access::OwnAccount) => "SIGNED_IN".to_owned(),
        Some(Access::Needs(permission, _)) => permission.to_string(),
    }
}

/// Whether pages of every site may read the answers, also the refusals.
fn is_for_every_site(path: &str) -> bool {
    path.starts_with("/public/")
}

fn add_headers(response: &mut Value, (is_for_every_site, is_counted): (bool, bool)) {
    let Some(members) = response.as_object_mut() else { return };
    let headers = members.entry("headers").or_insert_with(|| json!({}));
    if let Some(headers) = headers.as_object_mut() {
        for name in ["ETag", "Location", "Link"] {
            if headers.contains_key(name) {
                headers.insert(name.to_owned(), header(name));
            }
        }
        headers.extend(shared_headers((is_for_every_site, is_counted)));
    }
}

/// Links from every answer that creates something to the operations on it.
fn add_links(paths: &mut Map<String, Value>) {
    let mut found: Vec<(String, Value)> = Vec::new();
    for path in paths.keys() {
        let mut links = Map::new();
        for (other, item) in paths.iter() {
            let Some(parameters) = link_parameters(path, other) else { continue };
            for operation in item.as_object().into_iter().flatten().map(|(_, operation)| operation) {
                if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
                    let link = json!({
                        "operationId": id,
                        "parameters": parameters,
                        "description": "Its id is the id of this answer",
                    });
                    links.insert(id.to_owned(), link);
                }
            }
        }
        if !links.is_empty() {
            found.push((path.clone(), Value::Object(links)));
        }
    }
    for (path, links) in found {
        let created = paths.get_mut(&path).and_then(|item| item.pointer_mut("/post/responses/201"));
        if let Some(created) = created.and_then(Value::as_object_mut) {
            created.insert("links".to_owned(), links);
        }
    }
}

/// The parameters of a path below one that creates: the new thing's id, and what led to where it was created.
/// `None` where the path needs something that the answer does not say.
fn link_parameters(creating: &str, other: &str) -> Option<Value> {
    let rest = other.strip_prefix(creating)?.strip_prefix("/{")?;
    let (own, below) = rest.split_once('}')?;
    if below.contains('{') || !(own == "id" || own.ends_with("Id")) {
        return None;
    }
    let above = creating.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Map<String, Value> =
        above.map(|name| (name.to_owned(), format!("$request.path.{name}").into())).collect();
    parameters.insert(own.to_owned(), "$response.body#/id".into());
    Some(Value::Object(parameters))
}
