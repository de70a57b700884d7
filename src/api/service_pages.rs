//! Pages outside the document: health, figures, public keys, explained error codes.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde_json::json;

use crate::auth::Authenticator;
use crate::db::Db;
use crate::http::metrics::Metrics;
use crate::http::outer_middleware::locale_of;
use crate::http::readiness::{Phase, Readiness, Store};
use crate::http::{Code, Locale, Problem};
use crate::operations::state::State;

/// What these pages need to know.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Whether the service is ready.
    pub readiness: Readiness,
    /// The bearer token that opens `/metrics`; without one the page is not there.
    pub metrics_token: Option<Arc<str>>,
}

/// The way to the page for people.
#[get("/")]
pub async fn home() -> HttpResponse {
    HttpResponse::Found().insert_header((header::LOCATION, "/docs/")).finish()
}

/// The process lives, whatever the database does.
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "UP"}))
}

/// The database answers and is migrated. Where a store is full the service still answers reads, so that is no reason to
/// send them elsewhere: `DEGRADED` says it.
///
/// # Errors
/// 503 until both are true, and from the beginning of the stop on.
#[get("/readyz")]
pub async fn readyz(pages: web::Data<Pages>, db: web::Data<Db>) -> Result<HttpResponse, Problem> {
    if pages.readiness.phase() != Phase::Serving {
        return Err(Problem::new(Code::unavailable).because("not migrated yet, or stopping"));
    }
    db.ping().await?;
    let full: Vec<_> = pages.readiness.full_stores().into_iter().map(Store::name).collect();
    if full.is_empty() {
        return Ok(HttpResponse::Ok().json(json!({"status": "UP"})));
    }
    Ok(HttpResponse::Ok().json(json!({"status": "DEGRADED", "fullStores": full})))
}

/// Figures for Prometheus.
///
/// # Errors
/// 404 when no token is configured, 401 without it.
#[get("/metrics")]
pub async fn metrics(
    request: HttpRequest,
    pages: web::Data<Pages>,
    figures: web::Data<Metrics>,
) -> Result<HttpResponse, Problem> {
    let expected = pages.metrics_token.as_ref().ok_or_else(|| Problem::new(Code::not_found))?;
    let given = request.headers().get(header::AUTHORIZATION).map_or(&[][..], |value| value.as_bytes());
    let expected = format!("Bearer {expected}");
    verify_slices_are_equal(given, expected.as_bytes()).map_err(|_| Problem::new(Code::unauthenticated))?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(figures.text()))
}

/// The public keys of access tokens (RFC 7517).
#[get("/.well-known/jwks.json")]
pub async fn public_keys(authenticator: web::Data<Authenticator>, state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(authenticator.tokens().public_keys(state.clock.now()))
}

/// All error codes.
#[get("/problems")]
pub async fn problems(request: HttpRequest) -> HttpResponse {
    let locale = locale_of(&request);
    let rows: String = Code::ALL
        .iter()
        .map(|code| {
            let (text, row) = (code.as_str(), code.row());
            let title = row.title.in_locale(locale);
            format!("<li><a href=\"/problems/{text}\"><code>{text}</code></a> {}: {title}</li>", row.status)
        })
        .collect();
    let heading = match locale {
        Locale::English => "Error codes",
        Locale::Vietnamese => "Mã lỗi",
    };
    html(locale, heading, &format!("<h1>{heading}</h1><ul>{rows}</ul>"))
}

/// One error code: what it is, why it comes, what helps.
///
/// # Errors
/// 404 for an unknown code.
#[get("/problems/{code}")]
pub async fn problem(request: HttpRequest, code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let code = Code::find(&code).ok_or_else(|| Problem::new(Code::not_found))?;
    let (locale, row) = (locale_of(&request), code.row());
    let (title, status) = (row.title.in_locale(locale), row.status);
    let (detail, fix) = (row.detail.in_locale(locale), row.fix.in_locale(locale));
    let text = code.as_str();
    let back = match locale {
        Locale::English => "All codes",
        Locale::Vietnamese => "Tất cả mã lỗi",
    };
    let body = format!(
        "<h1>{title}</h1><p><code>{text}</code> · HTTP {status}</p><p>{detail}</p><p>→ {fix}</p>\
         <p><a href=\"/problems\">{back}</a></p>"
    );
    Ok(html(locale, title, &body))
}

fn html(locale: Locale, title: &str, body: &str) -> HttpResponse {
    let lang = locale.tag();
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} · thidua</title></head>\
         <body><main>{body}</main></body></html>"
    ))
}
