//! The errors of OAuth (RFC 6749, 5.2): the one exception to problem documents.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::db;
use crate::http::Problem;

/// An error of OAuth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OAuthError {
    /// The form is not what was asked for: what is wrong.
    InvalidRequest(&'static str),
    /// The client is unknown, or has not proved itself; whether it tried by HTTP Basic.
    InvalidClient { by_basic: bool },
    /// The scope is unknown, or not one of the client's.
    InvalidScope,
    /// Only client credentials are taken.
    UnsupportedGrantType,
    /// The database can't say.
    Unavailable,
    /// A fault of ours.
    Internal,
}

impl OAuthError {
    const fn parts(&self) -> (u16, &'static str, &'static str) {
        match self {
            Self::InvalidRequest(what) => (400, "invalid_request", *what),
            Self::InvalidClient { .. } => (
                401,
                "invalid_client",
                "The client is unknown, disabled, expired, outside its networks, or did not prove itself.",
            ),
            Self::InvalidScope => {
                (400, "invalid_scope", "A scope is unknown, or the client was not registered for it.")
            }
            Self::UnsupportedGrantType => {
                (400, "unsupported_grant_type", "Only client_credentials is given here.")
            }
            Self::Unavailable => (503, "temporarily_unavailable", "Try again soon."),
            Self::Internal => (500, "server_error", "A fault of the service."),
        }
    }
}

impl From<Problem> for OAuthError {
    fn from(problem: Problem) -> Self {
        if problem.code.row().status == 503 {
            return Self::Unavailable;
        }
        log::error!(code = problem.code.as_str(), cause = problem.cause().unwrap_or_default(); "OAuth failed");
        Self::Internal
    }
}

impl From<db::Error> for OAuthError {
    fn from(error: db::Error) -> Self {
        Problem::from(error).into()
    }
}

impl db::Failure for OAuthError {
    fn is_conflict(&self) -> bool {
        false
    }
}

/// Writes an answer of OAuth: nobody keeps it.
pub(super) fn respond(answer: Result<Value, OAuthError>) -> HttpResponse {
    let error = match answer {
        Ok(value) => return HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(value),
        Err(error) => error,
    };
    let (status, code, description) = error.parts();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((CACHE_CONTROL, "no-store"));
    match error {
        OAuthError::InvalidClient { by_basic: true } => {
            response.insert_header((WWW_AUTHENTICATE, "Basic realm=\"thidua\", charset=\"UTF-8\""));
        }
        OAuthError::Unavailable => {
            response.insert_header((RETRY_AFTER, "1"));
        }
        _ => {}
    }
    response.json(json!({"error": code, "error_description": description}))
}
