//! What every operation has in common: access, refusals, shared headers, links. Written once, from the tables.

use serde_json::{Map, Value, json};

use super::components::components;
use crate::auth::access::{Access, access_of};
use crate::http::input::MAX_FILE_BYTES;
use crate::http::operations::BASE_PATH;
use crate::http::{Code, Locale, Problem, Violation};

/// The request id of examples.
pub const EXAMPLE_REQUEST_ID: &str = "01980000-0000-7000-8000-0000000000b1";

/// Completes the collected document; the texts of refusals come in the given language.
pub fn complete(document: &mut Value, locale: Locale) {
    let paths =
        document.get_mut("paths").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
    let mut completed = Map::new();
    for (path, mut item) in paths {
        let path = path.strip_prefix(BASE_PATH).unwrap_or(&path).to_owned();
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete_operation(&path, method, operation, locale);
        }
        completed.insert(path, item);
    }
    add_links(&mut completed);
    if let Some(root) = document.as_object_mut() {
        root.insert("paths".to_owned(), Value::Object(completed));
    }
    for (section, content) in components() {
        if let Some(known) = document.pointer_mut("/components").and_then(Value::as_object_mut) {
            let slot = known.entry(section).or_insert_with(|| json!({}));
            if let (Some(slot), Value::Object(content)) = (slot.as_object_mut(), content) {
                slot.extend(content);
            }
        }
    }
}

/// Whether an operation takes an `Idempotency-Key`: every POST and PATCH, except where answers carry secrets.
#[must_use]
pub fn takes_key(path: &str, method: &str) -> bool {
    matches!(method, "post" | "patch") && !path.starts_with("/sessions")
}

/// Whether an operation needs `If-Match`: it changes a thing that has versions.
#[must_use]
pub fn needs_version(path: &str, method: &str) -> bool {
    (matches!(method, "patch" | "delete") || (method == "post" && path.ends_with("/transitions")))
        && !path.starts_with("/sessions")
}

fn complete_operation(path: &str, method: &str, operation: &mut Value, locale: Locale) {
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let access = access_of(&id);
    let codes = problem_codes(path, method, operation, access);
    let Some(members) = operation.as_object_mut() else { return };
    let parameters = members.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        for parameter in parameters.iter_mut() {
            place_in_path(path, parameter);
        }
        if takes_key(path, method) {
            parameters.push(json!({"$ref": "#/components/parameters/Idempotency-Key"}));
        }
        if needs_version(path, method) {
            parameters.push(json!({"$ref": "#/components/parameters/If-Match"}));
        }
    }
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
        describe_files(body);
    }
    members.insert("security".to_owned(), security(access));
    members.insert("x-access".to_owned(), access_text(access).into());
    members.shift_remove("x-problems");
    let responses = members.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        add_problems(responses, &codes, locale);
        responses.sort_keys();
        for (_, response) in responses.iter_mut() {
            add_headers(response);
        }
    }
}

/// A body that is a file: what can be typed into the page stands first, and each is bounded.
fn describe_files(body: &mut Value) {
    let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else { return };
    let (first, others): (Vec<_>, Vec<_>) =
        std::mem::take(content).into_iter().partition(|(media_type, _)| media_type.starts_with("text/"));
    content.extend(first.into_iter().chain(others));
    for (media_type, media) in content {
        if media_type.starts_with("text/") {
            media["schema"] =
                json!({"type": "string", "maxLength": MAX_FILE_BYTES, "pattern": r"^[^\x00]*$"});
        } else if media_type.starts_with("application/vnd.") {
            media["schema"] = json!({"type": "string", "format": "binary", "maxLength": MAX_FILE_BYTES});
            media["example"] = "PK".into();
        }
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

fn security(access: Option<Access>) -> Value {
    match access {
        Some(Access::Open | Access::Public) => json!([{}]),
        _ => json!([{"bearerAuth": []}]),
    }
}

fn access_text(access: Option<Access>) -> String {
    match access {
        None => "NOBODY".to_owned(),
        Some(Access::Open | Access::Public) => "ANYBODY".to_owned(),
        Some(Access::SignedIn) => "SIGNED_IN".to_owned(),
        Some(Access::Needs(action)) => action.to_string(),
    }
}

/// Every code the operation can answer: what it says itself, and what follows from its shape.
fn problem_codes(path: &str, method: &str, operation: &Value, access: Option<Access>) -> Vec<Code> {
    let own = operation.get("x-problems").and_then(Value::as_array).into_iter().flatten();
    let mut codes: Vec<Code> = own.filter_map(|code| Code::find(code.as_str()?)).collect();
    // A code of status 400 that stands in `errors` is part of the one problem that lists all faults.
    codes.push(Code::invalid_request);
    match access {
        Some(Access::Open) => {}
        Some(Access::Public) => codes.push(Code::invalid_token),
        _ => codes.extend([Code::unauthenticated, Code::invalid_token]),
    }
    if matches!(access, Some(Access::Needs(_))) {
        codes.push(Code::forbidden);
    }
    if path.contains('{') {
        codes.push(Code::not_found);
    }
    if let Some(body) = operation.get("requestBody") {
        let is_json = body.to_string().contains("json\"");
        codes.extend([Code::request_timeout, Code::too_large, Code::unsupported_media_type]);
        codes.extend(is_json.then_some(Code::malformed_json));
    }
    if takes_key(path, method) {
        codes.extend([Code::idempotency_in_progress, Code::idempotency_key_reused]);
    }
    if needs_version(path, method) {
        codes.extend([Code::stale_version, Code::if_match_required]);
    }
    codes.extend([Code::uri_too_long, Code::internal_error, Code::unavailable]);
    codes.dedup();
    codes
}

fn add_problems(responses: &mut Map<String, Value>, codes: &[Code], locale: Locale) {
    for code in codes {
        let row = code.row();
        let response = responses.entry(row.status.to_string()).or_insert_with(|| {
            json!({
                "description": description(row.status),
                "content": {"application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {},
                }},
            })
        });
        let examples = response.pointer_mut("/content/application~1problem+json/examples");
        if let Some(examples) = examples.and_then(Value::as_object_mut) {
            let example = json!({"summary": row.title.in_locale(locale), "value": example(*code, locale)});
            examples.insert(code.as_str().to_owned(), example);
        }
        if matches!(row.status, 429 | 503) {
            let header = json!({"$ref": "#/components/headers/Retry-After"});
            if let Some(response) = response.as_object_mut() {
                response.insert("headers".to_owned(), json!({"Retry-After": header}));
            }
        }
    }
}

fn example(code: Code, locale: Locale) -> Value {
    let problem = match code {
        Code::invalid_request => {
            Problem::invalid(vec![Violation::at("/name", Code::too_long).with("limit", 200)])
        }
        Code::stale_version => {
            Problem::new(code).with("given", 1).with("current", 2).member("currentVersion", 2)
        }
        Code::invalid_transition => Problem::new(code)
            .with("action", "CLOSE")
            .with("status", "CLOSED")
            .member("currentStatus", "CLOSED")
            .member("allowedActions", json!(["REOPEN"])),
        Code::campaign_not_ready => Problem::new(code)
            .with("count", 1)
            .listing(vec![Violation::at("/startsOn", Code::needed_for_launch).with("missing", "…")]),
        Code::malformed_json
        | Code::malformed_csv
        | Code::malformed_form
        | Code::invalid_cursor
        | Code::cursor_mismatch
        | Code::nothing_to_change => Problem::new(code),
        // Any other 400 is a fault among the faults of a request.
        _ if code.row().status == 400 => Problem::invalid(vec![Violation::at("", code)]),
        _ => Problem::new(code),
    };
    let text = problem.to_json(locale, EXAMPLE_REQUEST_ID).to_string();
    // Parameters that only a real case has.
    let text = text.split('{').enumerate().map(|(index, part)| match part.split_once('}') {
        Some((name, rest)) if index > 0 && name.chars().all(char::is_alphanumeric) && !name.is_empty() => {
            format!("…{rest}")
        }
        _ if index > 0 => format!("{{{part}"),
        _ => part.to_owned(),
    });
    serde_json::from_str(&text.collect::<String>()).unwrap_or(Value::Null)
}

fn description(status: u16) -> &'static str {
    match status {
        400 => "The request is not valid; nothing was changed",
        401 => "Not signed in",
        403 => "Not permitted",
        404 => "Not there, or not visible to the caller",
        408 => "The body came too slowly",
        409 => "A rule or a state is in the way",
        412 => "It was changed meanwhile",
        413 => "The body is too large",
        414 => "The address is too long",
        415 => "The media type is not supported",
        422 => "The key belongs to another request",
        428 => "If-Match is missing",
        503 => "Not available at the moment",
        _ => "A fault of the service",
    }
}

fn add_headers(response: &mut Value) {
    let Some(members) = response.as_object_mut() else { return };
    let headers = members.entry("headers").or_insert_with(|| json!({}));
    if let Some(headers) = headers.as_object_mut() {
        for name in ["ETag", "Location", "Link"] {
            if headers.contains_key(name) {
                headers.insert(name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")}));
            }
        }
        for name in ["API-Version", "X-Request-Id"] {
            headers.insert(name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")}));
        }
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
