//! The files of the page.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use utoipa_swagger_ui::Config;

use crate::http::{Code, Problem};

/// No inline script or style, no other host, no frame. A picture in an answer is shown from memory.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static STOCK: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| Arc::new(Config::default()));

/// A file of the page: type and content.
struct File {
    media_type: String,
    content: Cow<'static, [u8]>,
}

/// The page itself; without the slash its relative links would lead astray.
#[get("/docs")]
pub async fn without_slash() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

/// A file of the page.
///
/// # Errors
/// 404 when there is no such file.
#[get("/docs/{file:.*}")]
pub async fn file(path: web::Path<String>) -> Result<HttpResponse, Problem> {
    let file = find(&path).ok_or_else(|| Problem::new(Code::not_found))?;
    Ok(HttpResponse::Ok()
        .content_type(file.media_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .body(file.content.into_owned()))
}

fn find(name: &str) -> Option<File> {
    let own = |media_type: &str, content: &'static str| {
        Some(File { media_type: media_type.to_owned(), content: Cow::Borrowed(content.as_bytes()) })
    };
    match name {
        "" | "index.html" => own("text/html; charset=utf-8", include_str!("index.html")),
        "docs.js" => own("text/javascript; charset=utf-8", include_str!("docs.js")),
        "docs.css" => own("text/css; charset=utf-8", include_str!("docs.css")),
        "pages.css" => own("text/css; charset=utf-8", include_str!("pages.css")),
        "labels.vi.json" => own("application/json", include_str!("labels.vi.json")),
        "favicon.svg" => own("image/svg+xml; charset=utf-8", include_str!("favicon.svg")),
        stock => vendored(stock),
    }
}

fn vendored(name: &str) -> Option<File> {
    const NEEDED: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];
    if !NEEDED.contains(&name) {
        return None;
    }
    let stock = utoipa_swagger_ui::serve(name, Arc::clone(&STOCK)).ok()??;
    let charset = if stock.content_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    Some(File { media_type: format!("{}{charset}", stock.content_type), content: stock.bytes })
}
