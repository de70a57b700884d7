//! Input of an operation: read within bounds of size and time, checked against the document, then typed.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::catalogue::Code;
use super::contract::Operation;
use super::problem::{Problem, Violation, require_none};
use super::unique_json::UniqueJson;
use crate::core::crypto;

/// The most a JSON body may have, in bytes.
pub const MAX_JSON_BYTES: usize = 1024 * 1024;
/// The most an uploaded text file may have, in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;
/// Path and query together, in bytes.
pub const MAX_URI_BYTES: usize = 8 * 1024;
/// How long a body may take to arrive.
const BODY_DEADLINE: Duration = Duration::from_secs(10);

/// The checked path and query parameters of the running request.
#[derive(Debug, Clone)]
pub struct CheckedParameters(pub Map<String, Value>);

/// SHA-256 of what the running request's body says: part of what makes two requests the same.
#[derive(Debug, Clone)]
pub struct BodyDigest(pub Vec<u8>);

impl BodyDigest {
    /// Of JSON: white space and the order of members say nothing.
    fn of_json(value: &Value) -> Self {
        let mut sorted = value.clone();
        sorted.sort_all_objects();
        Self(crypto::sha256(&[sorted.to_string().as_bytes()]))
    }

    /// Of a file: the boundary of a form is another one every time, what it says of the file is not.
    pub(super) fn of_file(sha256: &[u8], name: Option<&str>, media_type: Option<&str>) -> Self {
        let said = [name, media_type].map(Option::unwrap_or_default).join("\0");
        Self(crypto::sha256(&[sha256, said.as_bytes()]))
    }
}

/// Whether the running request may be answered by the answer to an earlier one.
pub(super) fn has_key(request: &HttpRequest) -> bool {
    request.headers().contains_key("Idempotency-Key")
}

/// Path and query parameters as a typed value.
#[derive(Debug)]
pub struct Parameters<T>(pub T);

/// The id in a path that names one thing.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct ById {
    /// The thing's id.
    pub id: Uuid,
}

impl<T: DeserializeOwned> FromRequest for Parameters<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let checked = request.extensions().get::<CheckedParameters>().cloned();
        let typed = checked.ok_or_else(|| Problem::internal("parameters were not checked")).and_then(
            |CheckedParameters(values)| {
                serde_json::from_value(Value::Object(values))
                    .map_err(|error| Problem::invalid(vec![not_readable("", &error)]))
            },
        );
        std::future::ready(typed.map(Self))
    }
}

/// A JSON body as a typed value.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let body = read_body(&request, payload, MAX_JSON_BYTES).await?;
            let (value, digest) = parse_as(&body, &*operation_of(&request)?, has_key(&request))?;
            if let Some(digest) = digest {
                request.extensions_mut().insert(digest);
            }
            Ok(Self(value))
        })
    }
}

/// The body checked against the document, as a typed value; with its digest where that is asked for.
pub(super) fn parse_as<T: DeserializeOwned>(
    body: &[u8],
    operation: &Operation,
    needs_digest: bool,
) -> Result<(T, Option<BodyDigest>), Problem> {
    let value = normal(parse(body)?);
    let faults = operation.check_body(&value);
    require_none(faults)?;
    let digest = needs_digest.then(|| BodyDigest::of_json(&value));
    let typed = serde_json::from_value(value);
    Ok((typed.map_err(|error| Problem::invalid(vec![not_readable("", &error)]))?, digest))
}

/// Reads the body after looking at its media type, its length and the clock.
pub(super) async fn read_body(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
) -> Result<Vec<u8>, Problem> {
    read_within(request, payload, limit, BODY_DEADLINE).await
}

pub(super) async fn read_within(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    deadline: Duration,
) -> Result<Vec<u8>, Problem> {
    check_media_type(request)?;
    let too_large = || Problem::new(Code::too_large).with("limit", limit);
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let reading = collect(payload, limit);
    let body = tokio::time::timeout(deadline, reading)
        .await
        .map_err(|_| Problem::new(Code::request_timeout).with("seconds", deadline.as_secs()))??
        .ok_or_else(too_large)?;
    Ok(body)
}

/// The whole body, or `None` as soon as it grows beyond the limit.
async fn collect(mut payload: Payload, limit: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            Problem::new(Code::malformed_json).with("line", 1).with("column", 1).because(error)
        })?;
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body.to_vec()))
}

/// Refuses a body of another media type than the operation takes.
pub(super) fn check_media_type(request: &HttpRequest) -> Result<(), Problem> {
    let operation = operation_of(request)?;
    let expected = operation.media_types();
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut parts = given.unwrap_or_default().split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    // A plain text of an official document says by its mark that it is UTF-16; everything else is UTF-8.
    let charsets: &[&str] = if essence == "text/plain" { &["utf-8", "utf-16"] } else { &["utf-8"] };
    let is_readable = parts
        .filter_map(|part| part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned))
        .all(|charset| charsets.contains(&charset.trim_matches('"')));
    if expected.contains(&essence) && is_readable {
        return Ok(());
    }
    Err(Problem::new(Code::unsupported_media_type)
        .with("expected", expected.join(", "))
        .header("Accept", expected.join(", ")))
}

/// The operation that the guard found for the running request.
///
/// # Errors
/// An internal problem when the request did not pass the guard.
pub fn operation_of(request: &HttpRequest) -> Result<Arc<Operation>, Problem> {
    let found = request.extensions().get::<Arc<Operation>>().cloned();
    found.ok_or_else(|| Problem::internal("a request that no guard has seen"))
}

fn parse(body: &[u8]) -> Result<Value, Problem> {
    let malformed = |(line, column): (usize, usize)| {
        Problem::new(Code::malformed_json).with("line", line).with("column", column)
    };
    let text = std::str::from_utf8(body).map_err(|error| malformed(position(body, error.valid_up_to())))?;
    let read = serde_json::from_str::<UniqueJson>(text);
    read.map(|read| read.0).map_err(|error| malformed((error.line(), error.column())))
}

/// Line and column of a byte, counted from 1.
pub fn position(body: &[u8], at: usize) -> (usize, usize) {
    let before = body.get(..at).unwrap_or(body);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}

/// Texts in composed form, so that bounds count what will be stored; and `1.0`, an integer to JSON Schema, written
/// as serde wants it.
fn normal(mut value: Value) -> Value {
    normalise(&mut value);
    value
}

fn normalise(value: &mut Value) {
    match value {
        // Most texts of large bodies are codes and numbers.
        Value::String(text) if !text.is_ascii() => *text = text.nfc().collect(),
        Value::Number(number) => {
            let whole =
                number.as_f64().filter(|float| !number.is_i64() && !number.is_u64() && float.fract() == 0.0);
            if let Some(Ok(whole)) = whole.map(|float| format!("{float}").parse::<i64>()) {
                *value = Value::from(whole);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalise),
        Value::Object(members) => members.values_mut().for_each(normalise),
        _ => {}
    }
}

fn not_readable(pointer: &str, error: &serde_json::Error) -> Violation {
    Violation::at(pointer, Code::not_allowed).with("keyword", error)
}

/// Keeps "absent" and "null" apart in a merge patch: absent is `None`, null is `Some(None)`.
///
/// # Errors
/// What the member's own type refuses.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_floats_become_integers() {
        let value = serde_json::json!({"a": [1.0, 1.5, -2.0, 1e300], "b": "1.0"});
        let expected = serde_json::json!({"a": [1, 1.5, -2, 1e300], "b": "1.0"});
        assert_eq!(normal(value), expected);
    }

    #[test]
    fn a_broken_byte_is_found_by_line_and_column() {
        let problem = parse(b"{\n  \"a\": \"\xff\"}").unwrap_err();
        assert_eq!(problem.code, Code::malformed_json);
        assert_eq!(position(b"{\n  \"a\": \"\xff\"}", 10), (2, 9));
    }
}
