//! The outermost middleware, around every request: its id, its language, its deadline, its log line, and the form of refusals.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::http::header::{AcceptLanguage, Header, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError, web};
use futures_util::FutureExt;
use uuid::Uuid;

use super::catalogue::Code;
use super::incoming::UPLOAD_DEADLINE;
use super::input::MAX_URI_BYTES;
use super::locale::Locale;
use super::metrics::Metrics;
use super::problem::Problem;
use super::rate_limits::{CallsLeft, CallsLeftSlot, WINDOW_SECONDS};
use super::readiness::{Phase, Readiness, Store};
use super::unread;
use super::upload::essence;

/// How long the service may work on one request.
const REQUEST_DEADLINE: Duration = Duration::from_secs(30);
/// Where somebody waits for events, half a minute at most.
const WAITING_PATH: &str = "/api/v1/events";
/// Where files are uploaded, over lines of any speed.
const UPLOAD_PATHS: [&str; 2] = ["/api/v1/files", "/api/v1/imports"];
/// What any site may read; everything else is for its own page alone.
const PUBLIC_PATH: &str = "/api/v1/public/";
/// The version of the API that every answer names.
pub const API_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is known of a request before it is handled.
#[derive(Debug, Clone, Copy)]
pub struct RequestFacts {
    /// The id that log, problem and audit record share.
    pub request_id: Uuid,
    /// The language of texts in the answer.
    pub locale: Locale,
    /// Whether any site may read the answer.
    pub is_public: bool,
    /// Whether somebody asked by name.
    pub is_personal: bool,
    /// Whether the service is about to stop, so that the connection ends with this answer.
    pub is_last: bool,
}

/// Who asked, for the log: the guard leaves the user's id here.
#[derive(Debug, Clone, Default)]
pub struct Actor(pub Arc<OnceLock<Uuid>>);

/// With which code the request was refused, for the log.
#[derive(Debug, Clone, Copy)]
struct Refused(Code);

/// The language of the caller, as `Accept-Language` says it.
#[must_use]
pub fn locale_of(request: &HttpRequest) -> Locale {
    request.extensions().get::<RequestFacts>().map_or(Locale::Vietnamese, |facts| facts.locale)
}

/// A problem already written in the caller's language; what the server gets when nothing else can answer.
#[derive(Debug)]
struct WrittenProblem {
    problem: Problem,
    facts: RequestFacts,
    standing: Option<CallsLeft>,
}

impl std::fmt::Display for WrittenProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl ResponseError for WrittenProblem {
    fn status_code(&self) -> StatusCode {
        self.problem.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = write_problem(&self.problem, self.facts);
        add_headers(response.headers_mut(), self.facts);
        add_standing(response.headers_mut(), self.standing);
        end_connection(&mut response, self.facts);
        response
    }
}

/// The outermost middleware.
///
/// # Errors
/// Only errors that already carry the whole answer.
pub async fn outer_middleware(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let method = request.method().clone();
    let metrics = request.app_data::<web::Data<Metrics>>().cloned();
    let is_public = request.path().starts_with(PUBLIC_PATH);
    let readiness = request.app_data::<web::Data<Readiness>>().cloned();
    let is_last = readiness.as_ref().is_some_and(|readiness| readiness.phase() == Phase::Stopping);
    let is_personal = request.headers().contains_key(header::AUTHORIZATION);
    let locale = accepted_locale(&request);
    let facts = RequestFacts { request_id: Uuid::now_v7(), locale, is_public, is_personal, is_last };
    let route = request.match_pattern().unwrap_or_else(|| "-".to_owned());
    let actor = Actor::default();
    request.extensions_mut().insert(facts);
    let slot = CallsLeftSlot::default();
    request.extensions_mut().insert(actor.clone());
    request.extensions_mut().insert(slot.clone());
    if method == Method::HEAD {
        // The server leaves the body out by itself; every GET is thus also a HEAD.
        request.head_mut().method = Method::GET;
    }
    unread::watch(&mut request);
    let outcome = run_guarded(request, next).await;
    let standing = slot.0.get().copied();
    let result = match outcome {
        Ok(response) => Ok(complete(response, (facts, standing))),
        Err(problem) => Err(WrittenProblem { problem, facts, standing }),
    };
    let (status, code) = status_and_code(&result);
    if let Some(readiness) = readiness {
        note_room(&readiness, &method, &route, (status, code));
    }
    let actor = actor.0.get().map_or_else(|| "-".to_owned(), Uuid::to_string);
    let elapsed = started.elapsed();
    if let Some(metrics) = metrics {
        metrics.observe(known_method(&method), &route, status, elapsed);
    }
    log::info!(target: "access", request_id:% = facts.request_id, method:% = method, route:% = route,
        status = status, code = code, actor = actor, milliseconds = elapsed.as_secs_f64() * 1000.0; "answered");
    result.map_err(|written| {
        log_cause(&written.problem, facts);
        written.into()
    })
}

/// Status and the problem's code, as the log has them.
fn status_and_code(result: &Result<ServiceResponse<BoxBody>, WrittenProblem>) -> (u16, &'static str) {
    match result {
        Ok(response) => {
            let refused = response.request().extensions().get::<Refused>().copied();
            (response.status().as_u16(), refused.map_or("-", |Refused(code)| code.as_str()))
        }
        Err(written) => (written.problem.code.row().status, written.problem.code.as_str()),
    }
}

/// What an answer says of the room on the disks.
fn note_room(readiness: &Readiness, method: &Method, route: &str, (status, code): (u16, &str)) {
    if code == Code::database_is_full.as_str() {
        readiness.note_full(Store::Database);
    } else if code == Code::file_storage_is_full.as_str() {
        readiness.note_full(Store::Files);
    } else if (200..300).contains(&status) && !method.is_safe() {
        readiness.note_room(Store::Database);
        if UPLOAD_PATHS.contains(&route) {
            readiness.note_room(Store::Files);
        }
    }
}

/// Runs the rest within the deadline; a panic becomes a problem like any other fault of ours.
async fn run_guarded(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Problem> {
    let length = request.head().uri.path_and_query().map_or(0, |uri| uri.as_str().len());
    if length > MAX_URI_BYTES {
        return Err(Problem::new(Code::uri_too_long).with("limit", MAX_URI_BYTES));
    }
    let is_upload = request.method() == Method::POST && UPLOAD_PATHS.contains(&request.path())
        || essence(request.request()).as_deref() == Some("multipart/form-data");
    let deadline = match request.path() {
        _ if is_upload => REQUEST_DEADLINE + UPLOAD_DEADLINE,
        WAITING_PATH => 2 * REQUEST_DEADLINE,
        _ => REQUEST_DEADLINE,
    };
    let work = AssertUnwindSafe(next.call(request)).catch_unwind();
    match tokio::time::timeout(deadline, work).await {
        Ok(Ok(Ok(response))) => Ok(response.map_into_boxed_body()),
        Ok(Ok(Err(error))) => Err(problem_of(&error)),
        Ok(Err(panic)) => Err(Problem::internal(format!("panic: {}", panic_text(&*panic)))),
        Err(_) => Err(Problem::new(Code::unavailable).because("the request's deadline passed")),
    }
}

/// Writes refusals in the caller's language and adds the headers that every answer has.
fn complete(
    response: ServiceResponse<BoxBody>,
    (facts, standing): (RequestFacts, Option<CallsLeft>),
) -> ServiceResponse<BoxBody> {
    let problem = response.response().error().map(problem_of);
    let mut response = match problem {
        Some(problem) => {
            log_cause(&problem, facts);
            response.request().extensions_mut().insert(Refused(problem.code));
            response.into_response(write_problem(&problem, facts))
        }
        None => response,
    };
    add_headers(response.headers_mut(), facts);
    add_standing(response.headers_mut(), standing);
    end_connection(response.response_mut(), facts);
    response
}

/// A service that is about to stop asks its clients to connect anew, elsewhere.
fn end_connection<B>(response: &mut HttpResponse<B>, facts: RequestFacts) {
    if facts.is_last {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
}

/// Any error as a problem; what the framework itself refuses keeps its status where the catalogue has one.
fn problem_of(error: &actix_web::Error) -> Problem {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.clone();
    }
    let code = match error.as_response_error().status_code() {
        StatusCode::NOT_FOUND => Code::not_found,
        StatusCode::PAYLOAD_TOO_LARGE => Code::too_large,
        StatusCode::REQUEST_TIMEOUT => Code::request_timeout,
        status if status.is_client_error() => Code::invalid_request,
        _ => return Problem::internal(error),
    };
    Problem::new(code).because(error)
}

fn write_problem(problem: &Problem, facts: RequestFacts) -> HttpResponse {
    let mut response = HttpResponseBuilder::new(problem.status_code());
    for (name, value) in problem.headers() {
        response.insert_header((*name, value.as_str()));
    }
    let body = problem.to_json(facts.locale, &facts.request_id.to_string());
    response.content_type("application/problem+json").body(body.to_string())
}

/// Adds the headers that every answer has.
pub fn add_headers(headers: &mut HeaderMap, facts: RequestFacts) {
    if facts.is_personal {
        // An answer to somebody is nobody else's, also where anybody may ask.
        headers.remove(header::CACHE_CONTROL);
    }
    let mut put = |name: HeaderName, value: &str| {
        if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    };
    put(HeaderName::from_static("x-request-id"), &facts.request_id.to_string());
    put(HeaderName::from_static("api-version"), API_VERSION);
    put(header::CONTENT_LANGUAGE, facts.locale.tag());
    put(header::CACHE_CONTROL, "private, no-store");
    put(header::VARY, "Accept-Language");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if facts.is_public {
        put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        put(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, API-Version, X-Request-Id");
        // What a preflight asks for: a conditional read is no simple request.
        put(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
        put(header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, Accept-Language");
        put(header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
}

/// Says how often the caller may still call (draft-ietf-httpapi-ratelimit-headers).
fn add_standing(headers: &mut HeaderMap, standing: Option<CallsLeft>) {
    let Some(CallsLeft { per_minute, left, full_in }) = standing else { return };
    for (name, value) in [
        ("ratelimit-policy", format!("\"default\";q={per_minute};w={WINDOW_SECONDS}")),
        ("ratelimit", format!("\"default\";r={left};t={full_in}")),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

fn log_cause(problem: &Problem, facts: RequestFacts) {
    // A full disk is told once, when it is noticed.
    if problem.code.row().status >= 500 && problem.code.row().status != 507 {
        let cause = problem.cause().unwrap_or("no cause given");
        log::error!(request_id:% = facts.request_id, code = problem.code.as_str(), cause = cause; "request failed");
    }
}

fn accepted_locale(request: &ServiceRequest) -> Locale {
    Locale::accepted(AcceptLanguage::parse(request).ok().as_ref())
}

/// A caller's invented method must not become a label of its own.
fn known_method(method: &Method) -> &str {
    match *method {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS
        | Method::PUT => method.as_str(),
        _ => "OTHER",
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a text")
}
