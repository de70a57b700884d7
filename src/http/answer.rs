//! An answer as plain data: it can be stored for a retry and sent again byte for byte.

use actix_web::body::BoxBody;
use actix_web::http::header::{EntityTag, Header, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

use super::problem::Problem;
use crate::core::crypto;
use crate::core::row_version::RowVersion;

/// How much of the body's hash goes into an ETag: 12 bytes.
const ETAG_HASH_BYTES: usize = 12;

/// Status, headers and body of a success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers that belong to the answer itself.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// 200 with a JSON body.
    ///
    /// # Errors
    /// An internal problem when `view` can't be written as JSON.
    pub fn ok(view: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(view).map_err(Problem::internal)?;
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        Ok(Self { status: 200, headers, body })
    }

    /// 201 with a JSON body and the new thing's address.
    ///
    /// # Errors
    /// An internal problem when `view` can't be written as JSON.
    pub fn created(location: &str, view: &impl Serialize) -> Result<Self, Problem> {
        let mut answer = Self::ok(view)?.header("Location", location);
        answer.status = 201;
        Ok(answer)
    }

    /// 202 with `Location`.
    ///
    /// # Errors
    /// An internal problem when the view can't be written as JSON.
    pub fn accepted(location: &str, view: &impl Serialize) -> Result<Self, Problem> {
        let mut answer = Self::created(location, view)?;
        answer.status = 202;
        Ok(answer)
    }

    /// 204.
    #[must_use]
    pub fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: Vec::new() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Adds `Link`, where there is a next page.
    #[must_use]
    pub fn with_link(self, link: Option<String>) -> Self {
        match link {
            Some(link) => self.header("Link", link),
            None => self,
        }
    }

    /// Lets caches keep it.
    #[must_use]
    pub fn cached(self, directives: &str) -> Self {
        self.header("Cache-Control", directives)
    }

    /// Adds the strong ETag: the version, which `If-Match` compares, and a hash of the body, because a view
    /// also differs by caller and day.
    #[must_use]
    pub fn with_etag(self, version: RowVersion) -> Self {
        self.with_numbered_etag(version.number())
    }

    /// Adds the strong ETag of what never changes under its number: a revision, or a list that has no version.
    #[must_use]
    pub fn with_numbered_etag(self, version: i32) -> Self {
        let hash = crypto::sha256(&[&self.body]);
        let short = crypto::to_text(hash.get(..ETAG_HASH_BYTES).unwrap_or(&hash));
        self.header("ETag", format!("\"v{version}-{short}\""))
    }

    /// Takes the ETag away.
    #[must_use]
    pub fn without_etag(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "ETag");
        self
    }

    fn etag(&self) -> Option<EntityTag> {
        self.headers.iter().find(|(name, _)| name == "ETag").and_then(|(_, value)| value.parse().ok())
    }

    /// Whether the caller already has this answer (RFC 9110, 13.1.2: weak comparison).
    fn is_known_to(&self, request: &HttpRequest) -> bool {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let (Some(etag), true) = (self.etag(), is_read) else { return false };
        match IfNoneMatch::parse(request) {
            Ok(IfNoneMatch::Any) => true,
            Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&etag)),
            Err(_) => false,
        }
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let known = self.is_known_to(request);
        let status = if known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK)
        };
        let mut response = HttpResponse::build(status);
        for (name, value) in &self.headers {
            if !(known && name == "Content-Type") {
                response.insert_header((name.as_str(), value.as_str()));
            }
        }
        if known { response.finish() } else { response.body(self.body) }
    }
}
