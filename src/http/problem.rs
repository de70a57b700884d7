//! Problems (RFC 9457): the one form of every refusal.

use std::io::ErrorKind;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Map, Value, json};

use super::catalogue::Code;
use super::forms::form_in_words;
use super::locale::{BilingualText, Locale};
use crate::core::context::NoActor;
use crate::db;
use uuid::Uuid;

/// What a client is asked to wait before it tries again, in seconds.
const RETRY_AFTER_SECONDS: u32 = 1;

/// The same where a disk is full: somebody has to make room first.
const RETRY_AFTER_FULL_SECONDS: u32 = 60;

/// More faults than this help nobody.
pub const MOST_FAULTS: usize = 50;

type Parameters = Vec<(&'static str, Filling)>;

/// What stands for a `{name}` of the catalogue's text.
#[derive(Debug, Clone)]
enum Filling {
    /// The same in every language.
    Value(String),
    /// Words of the reader's language.
    Words(BilingualText),
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultPlace {
    /// JSON pointer (RFC 6901) into the body.
    Pointer(String),
    /// Name of a path or query parameter.
    Parameter(String),
    /// Name of a request header.
    Header(String),
}

impl FaultPlace {
    /// A place in a part of the body, as a place in the body.
    #[must_use]
    pub fn within(self, part: &str) -> Self {
        match self {
            Self::Pointer(pointer) => Self::Pointer(format!("{part}{pointer}")),
            other => other,
        }
    }
}

/// Passes when a request has no faults.
///
/// # Errors
/// 400 with all of them otherwise.
pub fn require_none(faults: impl IntoIterator<Item = impl Into<Violation>>) -> Result<(), Problem> {
    let faults: Vec<Violation> = faults.into_iter().map(Into::into).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// One fault of a request.
#[derive(Debug, Clone)]
pub struct Violation {
    /// Where it stands.
    pub place: FaultPlace,
    /// What it is.
    pub code: Code,
    parameters: Parameters,
}

impl Violation {
    /// A fault at a JSON pointer of the body.
    pub fn at(pointer: impl Into<String>, code: Code) -> Self {
        Self { place: FaultPlace::Pointer(pointer.into()), code, parameters: Vec::new() }
    }

    /// A fault of a path or query parameter.
    pub fn of_parameter(name: impl Into<String>, code: Code) -> Self {
        Self { place: FaultPlace::Parameter(name.into()), code, parameters: Vec::new() }
    }

    /// A fault of a header.
    pub fn of_header(name: impl Into<String>, code: Code) -> Self {
        Self { place: FaultPlace::Header(name.into()), code, parameters: Vec::new() }
    }

    /// Fills a `{name}` of the catalogue's text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, Filling::Value(value.to_string())));
        self
    }

    /// Says in words what form the document asks for: nobody has to read a regular expression.
    #[must_use]
    pub fn expecting(mut self, form: &str) -> Self {
        let filling = form_in_words(form).map_or_else(|| Filling::Value(form.to_owned()), Filling::Words);
        self.parameters.push(("expected", filling));
        self
    }

    /// The same fault at another place.
    #[must_use]
    pub fn at_place(self, place: FaultPlace) -> Self {
        Self { place, ..self }
    }

    /// The fault as JSON.
    #[must_use]
    pub fn to_json(&self, locale: Locale) -> Value {
        let (member, place) = match &self.place {
            FaultPlace::Pointer(pointer) => ("pointer", pointer),
            FaultPlace::Parameter(name) => ("parameter", name),
            FaultPlace::Header(name) => ("header", name),
        };
        json!({
            // The caller's own words come back; a NUL in them would break the answer's schema.
            member: place.replace('\0', "\u{fffd}"),
            "code": self.code.as_str(),
            "detail": fill_in(self.code.row().detail, &self.parameters, locale),
        })
    }
}

/// A refusal, before it is written in the caller's language.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Its row in the catalogue.
    pub code: Code,
    particulars: Box<Particulars>,
}

#[derive(Debug, Clone, Default)]
struct Particulars {
    parameters: Parameters,
    violations: Vec<Violation>,
    members: Map<String, Value>,
    headers: Vec<(&'static str, String)>,
    cause: Option<String>,
    conflict: bool,
}

impl Problem {
    /// A problem of this code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        let headers = match code.row().status {
            401 => vec![("WWW-Authenticate", "Bearer".to_owned())],
            507 => vec![("Retry-After", RETRY_AFTER_FULL_SECONDS.to_string())],
            429 | 503 => vec![("Retry-After", RETRY_AFTER_SECONDS.to_string())],
            _ if code == Code::idempotency_in_progress => {
                vec![("Retry-After", RETRY_AFTER_SECONDS.to_string())]
            }
            _ => Vec::new(),
        };
        Self { code, particulars: Box::new(Particulars { headers, ..Particulars::default() }) }
    }

    /// The problem that lists all faults of a request.
    #[must_use]
    pub fn invalid(violations: Vec<Violation>) -> Self {
        Self::new(Code::invalid_request).with("count", violations.len()).with_faults(violations)
    }

    /// Adds the single faults behind the problem.
    #[must_use]
    pub fn with_faults(mut self, violations: Vec<Violation>) -> Self {
        self.particulars.violations = violations;
        self
    }

    /// The same problem with its single faults at other places.
    #[must_use]
    pub fn move_faults(mut self, to: impl Fn(FaultPlace) -> FaultPlace) -> Self {
        let faults = std::mem::take(&mut self.particulars.violations);
        let move_fault = |fault: Violation| {
            let place = to(fault.place.clone());
            fault.at_place(place)
        };
        self.particulars.violations = faults.into_iter().map(move_fault).collect();
        self
    }

    /// Its faults as those of a part of a larger request, or the problem itself where it lists none.
    #[must_use]
    pub fn into_faults_of(self, part: &str) -> Vec<Violation> {
        let Particulars { parameters, violations, .. } = *self.particulars;
        if violations.is_empty() {
            return vec![Violation {
                place: FaultPlace::Pointer(part.to_owned()),
                code: self.code,
                parameters,
            }];
        }
        let move_fault = |fault: Violation| match &fault.place {
            FaultPlace::Pointer(pointer) => {
                let place = FaultPlace::Pointer(format!("{part}{pointer}"));
                fault.at_place(place)
            }
            _ => fault,
        };
        violations.into_iter().map(move_fault).collect()
    }

    /// The same for who must not learn that the thing is there: what is forbidden is not found.
    #[must_use]
    pub fn hide(self) -> Self {
        if self.code == Code::forbidden { Self::new(Code::not_found) } else { self }
    }

    /// A fault of ours: the cause is logged, never shown.
    pub fn internal(cause: impl ToString) -> Self {
        let mut problem = Self::new(Code::internal_error);
        problem.particulars.cause = Some(cause.to_string());
        problem
    }

    /// Fills a `{name}` of the catalogue's text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.particulars.parameters.push((name, Filling::Value(value.to_string())));
        self
    }

    /// Adds a member beside the standard ones, for machines.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.particulars.members.insert(name.to_owned(), value.into());
        self
    }

    /// Names the thing that is there already: member `existingId`.
    #[must_use]
    pub fn with_existing(self, id: Uuid) -> Self {
        self.member("existingId", id.to_string())
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.particulars.headers.push((name, value.to_string()));
        self
    }

    /// Names what is behind it, for the log alone.
    #[must_use]
    pub fn because(mut self, cause: impl ToString) -> Self {
        self.particulars.cause = Some(cause.to_string());
        self
    }

    /// What is behind it, for the log alone.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.particulars.cause.as_deref()
    }

    /// The headers that go with it.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.particulars.headers
    }

    /// The problem as JSON, in one language.
    #[must_use]
    pub fn to_json(&self, locale: Locale, request_id: &str) -> Value {
        let row = self.code.row();
        let mut body = json!({
            "type": format!("/problems/{}", self.code.as_str()),
            "title": row.title.in_locale(locale),
            "status": row.status,
            "detail": fill_in(row.detail, &self.particulars.parameters, locale),
            "code": self.code.as_str(),
            "requestId": request_id,
        });
        if let Some(object) = body.as_object_mut() {
            if !self.particulars.violations.is_empty() {
                let errors: Vec<_> =
                    self.particulars.violations.iter().map(|fault| fault.to_json(locale)).collect();
                object.insert("errors".to_owned(), errors.into());
            }
            object.extend(self.particulars.members.clone());
        }
        body
    }
}

/// The catalogue's text with its parameters filled in.
fn fill_in(text: BilingualText, parameters: &Parameters, locale: Locale) -> String {
    parameters.iter().fold(text.in_locale(locale).to_owned(), |text, (name, filling)| {
        let value = match filling {
            Filling::Value(value) => value.as_str(),
            Filling::Words(words) => words.in_locale(locale),
        };
        text.replace(&format!("{{{name}}}"), value)
    })
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.as_str())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.row().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Only the status: the outermost middleware writes the body, because only it knows the caller's language.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<NoActor> for Problem {
    fn from(error: NoActor) -> Self {
        Self::internal(error)
    }
}

/// A failure of the storage of files.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Self::new(Code::file_storage_is_full).because(error)
            }
            _ => Self::internal(error),
        }
    }
}

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NotFound => Self::new(Code::not_found),
            db::Error::Constraint(name) => match Code::find(&name) {
                Some(code) => Self::new(code),
                None => Self::internal(format!("constraint {name}")),
            },
            db::Error::Conflict(cause) => {
                let mut problem = Self::new(Code::unavailable).because(cause);
                problem.particulars.conflict = true;
                problem
            }
            db::Error::Full(cause) => Self::new(Code::database_is_full).because(cause),
            db::Error::Unavailable(cause) | db::Error::TimedOut(cause) => {
                Self::new(Code::unavailable).because(cause)
            }
            db::Error::Unexpected(cause) => Self::internal(cause),
        }
    }
}

impl db::Failure for Problem {
    fn is_conflict(&self) -> bool {
        self.particulars.conflict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_has_a_code_of_its_own() {
        for (error, expected) in [
            (std::io::Error::from(ErrorKind::StorageFull), Code::file_storage_is_full),
            (std::io::Error::from(ErrorKind::QuotaExceeded), Code::file_storage_is_full),
            (std::io::Error::from_raw_os_error(28), Code::file_storage_is_full),
            (std::io::Error::from(ErrorKind::PermissionDenied), Code::internal_error),
        ] {
            assert_eq!(Problem::from(error).code, expected);
        }
    }
}
