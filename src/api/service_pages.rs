//! Pages outside the document: health, figures, public keys, explained error codes.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, get, web};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use chrono::NaiveDate;
use quick_xml::escape::escape;
use serde_json::json;

use crate::auth::Authenticator;
use crate::core::qr_code;
use crate::db::Db;
use crate::features::public::routes::verify::find_public_award;
use crate::features::public::rules::AwardStanding;
use crate::http::metrics::Metrics;
use crate::http::outer_middleware::locale_of;
use crate::http::readiness::{Phase, Readiness, Store};
use crate::http::{Code, Locale, Problem};
use crate::operations::state::State;

/// Only a style and a picture of ours: no script, no other host, no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

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

/// The public keys of badges (RFC 7517).
///
/// # Errors
/// 404 where none are given.
#[get("/.well-known/badge-keys.json")]
pub async fn badge_keys(state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let key = state.badge_key.as_ref().ok_or_else(|| Problem::new(Code::not_found))?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=300")).json(key.public()))
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

/// Whether an award holds, for people who scan the code of a certificate: what its decision made public.
///
/// # Errors
/// A [`Problem`] of the database; a code that stands for nothing has a page of its own.
#[get("/verify/{code}")]
pub async fn verify(
    request: HttpRequest,
    state: web::Data<State>,
    code: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let locale = locale_of(&request);
    let in_words = |vietnamese: &'static str, english: &'static str| match locale {
        Locale::Vietnamese => vietnamese,
        Locale::English => english,
    };
    let award = match find_public_award(&state, &code).await {
        Ok((_, award)) => award,
        Err(refused) if refused.code == Code::not_found => {
            let heading = in_words("Không có khen thưởng nào mang mã này", "No award has this code");
            let mut page = html(locale, heading, &format!("<h1 class=\"unknown\">{heading}</h1>"));
            *page.status_mut() = StatusCode::NOT_FOUND;
            return Ok(page);
        }
        Err(refused) => return Err(refused),
    };
    let (class, heading) = match award.standing {
        AwardStanding::Valid => ("holds", in_words("Khen thưởng có hiệu lực", "The award holds")),
        AwardStanding::Revoked => ("revoked", in_words("Khen thưởng đã bị thu hồi", "The award is revoked")),
    };
    let day = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    let rows = [
        (in_words("Người, tập thể được khen", "Recipient"), award.recipient_name),
        (in_words("Danh hiệu, hình thức", "Award"), award.award.name),
        (in_words("Năm thành tích", "Year"), award.achievement_year.to_string()),
        (in_words("Thành tích", "Achievement"), award.achievement.unwrap_or_default()),
        (in_words("Quyết định số", "Decision"), award.decision_number),
        (in_words("Ngày quyết định", "Decided on"), day(award.decided_on)),
        (in_words("Người quyết định", "Decided by"), award.decided_by),
        (in_words("Bị thu hồi từ", "Revoked since"), award.revoked_on.map(day).unwrap_or_default()),
    ];
    let told = rows.iter().filter(|(_, value)| !value.is_empty());
    let told: String =
        told.map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>", escape(value))).collect();
    let mut page = html(locale, heading, &format!("<h1 class=\"{class}\">{heading}</h1><dl>{told}</dl>"));
    page.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, no-cache"));
    Ok(page)
}

/// The QR code of an award for its certificate (SVG): it leads to the page on which people verify the award.
///
/// # Errors
/// 404 when the code stands for nothing; 409 while the service does not know its public address.
#[get("/verify/{code}/qr.svg")]
pub async fn verify_qr(state: web::Data<State>, code: web::Path<String>) -> Result<HttpResponse, Problem> {
    find_public_award(&state, &code).await?;
    let picture = qr_code::svg(&state.verification_link(&code)?).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, no-cache"))
        .content_type("image/svg+xml")
        .body(picture))
}

fn html(locale: Locale, title: &str, body: &str) -> HttpResponse {
    let lang = locale.tag();
    let page = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · thidua</title>\
         <link rel=\"icon\" href=\"/docs/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"/docs/pages.css\"></head><body><main>{body}</main></body></html>"
    );
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(page)
}
