//! Refusals: which of them an operation can answer, and each told once, in the components.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::shape::{EXAMPLE_REQUEST_ID, needs_version, shared_headers, takes_key};
use crate::auth::access::{Access, AccessRow};
use crate::http::{Code, Locale, Problem, Violation};

/// So many codes name the answer that holds them; more are named after their operation.
const CODES_IN_A_NAME: usize = 3;

/// The refusals that operations refer to.
pub struct Refusals {
    locale: Locale,
    responses: Map<String, Value>,
    examples: Map<String, Value>,
}

impl Refusals {
    /// None yet; their texts will come in the given language.
    pub fn new(locale: Locale) -> Self {
        Self { locale, responses: Map::new(), examples: Map::new() }
    }

    /// The refusals of one operation: status and reference.
    pub fn of_operation(&mut self, id: &str, codes: &[Code], is_public: bool) -> Vec<(String, Value)> {
        let mut by_status = BTreeMap::<u16, Vec<Code>>::new();
        for code in codes {
            let listed = by_status.entry(code.row().status).or_default();
            if !listed.contains(code) {
                listed.push(*code);
            }
        }
        let reference = |(status, codes): (u16, Vec<Code>)| {
            let name = name(id, status, &codes, is_public);
            let reference = json!({"$ref": format!("#/components/responses/{name}")});
            self.keep(name, status, &codes, is_public);
            (status.to_string(), reference)
        };
        by_status.into_iter().map(reference).collect()
    }

    /// Everything the references lead to.
    pub fn into_components(mut self) -> [(&'static str, Value); 2] {
        self.responses.sort_keys();
        self.examples.sort_keys();
        [("responses", Value::Object(self.responses)), ("examples", Value::Object(self.examples))]
    }

    fn keep(&mut self, name: String, status: u16, codes: &[Code], is_public: bool) {
        let mut headers = shared_headers((is_public, !is_public));
        if matches!(status, 429 | 503 | 507) {
            headers.insert("Retry-After".to_owned(), json!({"$ref": "#/components/headers/Retry-After"}));
        }
        let mut examples = Map::new();
        for code in codes {
            let (code, text) = (*code, code.as_str());
            examples.insert(text.to_owned(), json!({"$ref": format!("#/components/examples/{text}")}));
            let told = json!({"summary": code.row().title.in_locale(self.locale), "value": example(code, self.locale)});
            self.examples.insert(text.to_owned(), told);
        }
        let response = json!({
            "description": description(status),
            "headers": headers,
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            }},
        });
        self.responses.insert(name, response);
    }
}

fn name(operation: &str, status: u16, codes: &[Code], is_public: bool) -> String {
    let name = if codes.len() > CODES_IN_A_NAME {
        format!("{operation}.{status}")
    } else {
        codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(".")
    };
    if is_public { format!("{name}.public") } else { name }
}

/// Every code the operation can answer: what it says itself, and what follows from its shape.
pub fn problem_codes(
    path: &str,
    method: &str,
    operation: &Value,
    (row, schemas): (Option<&AccessRow>, Option<&Value>),
) -> Vec<Code> {
    let own = operation.get("x-problems").and_then(Value::as_array).into_iter().flatten();
    let mut codes: Vec<Code> = own.filter_map(|code| Code::find(code.as_str()?)).collect();
    // A code of status 400 that stands in `errors` is part of the one problem that lists all faults.
    codes.push(Code::invalid_request);
    let access = row.map(|row| row.access);
    match access {
        Some(Access::Open) => {}
        Some(Access::Public) => codes.push(Code::invalid_token),
        _ => codes.extend([Code::unauthenticated, Code::invalid_token]),
    }
    match access {
        Some(Access::Needs(..)) => codes.extend([Code::forbidden, Code::password_change_required]),
        Some(Access::SignedIn) => codes.push(Code::password_change_required),
        _ => {}
    }
    if let Some(row) = row.filter(|row| !matches!(row.access, Access::Open | Access::Public)) {
        let missing = if row.scopes.is_empty() { Code::people_only } else { Code::scope_missing };
        codes.extend([missing, Code::client_outside_its_networks]);
    }
    if access != Some(Access::Public) {
        codes.push(Code::called_too_often);
    }
    codes.extend(codes_of_shape(path, method, operation, schemas));
    if path.contains('{') {
        codes.push(Code::not_found);
    }
    if method == "get" && operation.pointer("/responses/200/content").is_some() {
        codes.push(Code::not_acceptable);
    }
    if operation.pointer("/responses/200/content/text~1csv").is_some() {
        codes.push(Code::export_too_large);
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
    codes.extend([Code::uri_too_long, Code::internal_error, Code::unavailable, Code::database_is_full]);
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    codes
}

/// The codes that follow from what an operation is: a list with a cursor, a patch, a transition.
fn codes_of_shape(path: &str, method: &str, operation: &Value, schemas: Option<&Value>) -> Vec<Code> {
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let mut names = parameters.filter_map(|parameter| parameter.get("name")?.as_str());
    if names.any(|name| name == "cursor") {
        return vec![Code::invalid_cursor, Code::cursor_mismatch];
    }
    match method {
        "patch" if !has_required_member(operation, schemas) => vec![Code::nothing_to_change],
        "post" if path.ends_with("/transitions") => vec![Code::invalid_transition],
        _ => Vec::new(),
    }
}

/// Whether a patch always names a member, so that it never names none.
fn has_required_member(operation: &Value, schemas: Option<&Value>) -> bool {
    let media = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let references =
        media.into_iter().flatten().filter_map(|(_, media)| media.pointer("/schema/$ref")?.as_str());
    let mut names = references.filter_map(|reference| reference.rsplit('/').next());
    names.any(|name| schemas.is_some_and(|schemas| schemas.pointer(&format!("/{name}/required")).is_some()))
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
            .with_faults(vec![Violation::at("/startsOn", Code::needed_for_launch).with("missing", "…")]),
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
        404 => "Not found, or not visible to the caller",
        408 => "The body came too slowly",
        406 => "Not in a form that the caller accepts",
        410 => "Kept no more",
        409 => "A rule or the current state does not allow it",
        412 => "It was changed meanwhile",
        413 => "The body is too large",
        414 => "The address is too long",
        415 => "The media type is not supported",
        422 => "The key or the file is refused",
        428 => "If-Match is missing",
        429 => "Called too often, or too many attempts",
        503 => "Not available at the moment",
        507 => "A disk is full",
        _ => "A fault of the service",
    }
}
