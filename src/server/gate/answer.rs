//! An answer as it goes over the wire, for what the framework does not answer.

use actix_web::http::header::{self, Date, HeaderMap, TryIntoHeaderValue};
use actix_web::http::{StatusCode, header::HeaderValue};

/// The whole answer, after which the connection is closed.
#[must_use]
pub fn write_answer(status: StatusCode, mut headers: HeaderMap, body: &str) -> Vec<u8> {
    if let Ok(now) = Date::now().try_into_value() {
        headers.insert(header::DATE, now);
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    let reason = status.canonical_reason().unwrap_or_default();
    let mut answer = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in &headers {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            answer.extend_from_slice(part);
        }
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(body.as_bytes());
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let answer = String::from_utf8(write_answer(StatusCode::URI_TOO_LONG, headers, "{}")).unwrap();
        assert!(answer.starts_with("HTTP/1.1 414 URI Too Long\r\n") && answer.ends_with("\r\n\r\n{}"));
        for line in ["content-type: application/problem+json", "content-length: 2", "connection: close"] {
            assert!(answer.contains(&format!("\r\n{line}\r\n")), "{answer}");
        }
        assert!(answer.contains("\r\ndate: "));
    }
}
