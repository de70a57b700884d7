//! What the gate refuses, in the form that all refusals have.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::ResponseError;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use uuid::Uuid;

use super::gate::{Fault, Full, MAX_HEAD_BYTES, write_answer};
use crate::http::input::MAX_URI_BYTES;
use crate::http::metrics::Metrics;
use crate::http::outer_middleware::{RequestFacts, add_headers};
use crate::http::{Code, Locale, Problem};

/// Counts and logs a refusal, and writes the answer. What language the caller reads stood in what can't be read.
#[must_use]
pub fn refuse(metrics: &Metrics, head_deadline: Duration, fault: Fault, peer: Option<SocketAddr>) -> Vec<u8> {
    metrics.count_refusal(fault.name());
    let locale = Locale::Vietnamese;
    let facts = RequestFacts {
        request_id: Uuid::now_v7(),
        locale,
        is_public: false,
        is_personal: false,
        is_last: true,
    };
    write_log(fault, peer, facts.request_id);
    let problem = problem_of(fault, head_deadline);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    add_headers(&mut headers, facts);
    let body = problem.to_json(locale, &facts.request_id.to_string()).to_string();
    write_answer(problem.status_code(), headers, &body)
}

fn write_log(fault: Fault, peer: Option<SocketAddr>, request_id: Uuid) {
    let address = peer.map_or_else(|| "-".to_owned(), |peer| peer.ip().to_string());
    let detail = if let Fault::Malformed(what) = fault { what } else { "-" };
    match fault {
        // One line an address: a flood of connections must not become a flood of lines.
        Fault::TooManyConnections(Full { is_first: false }) => {}
        Fault::TooManyConnections(_) => log::warn!(address = address; "the address has too many connections"),
        _ => log::info!(target: "access", request_id:% = request_id, address = address, fault = fault.name(),
            detail = detail, status = fault.status(); "refused before it was a request"),
    }
}

fn problem_of(fault: Fault, head_deadline: Duration) -> Problem {
    match fault {
        Fault::UriTooLong => Problem::new(Code::uri_too_long).with("limit", MAX_URI_BYTES),
        Fault::HeadTooLarge => Problem::new(Code::headers_too_large).with("limit", MAX_HEAD_BYTES),
        Fault::TooSlow => Problem::new(Code::headers_timeout).with("seconds", head_deadline.as_secs()),
        Fault::Malformed(_) | Fault::BrokenChunk | Fault::TooManyConnections(_) => {
            Problem::new(Code::malformed_request)
        }
    }
}
