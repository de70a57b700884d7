//! The app: one function that main and tests build it with, and the second table of what is not in the document.

use std::sync::{Arc, LazyLock};

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpRequest, HttpResponse, get, web};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::api::service_pages::Pages;
use crate::api::{docs, openapi, service_pages};
use crate::auth::Authenticator;
use crate::auth::guard::guard;
use crate::db::Db;
use crate::features::{
    audit, campaigns, catalogue, documents, events, files, identity, jobs, obligations, periods, pledges,
    progress, public, reports, reviews, units,
};
use crate::http::metrics::Metrics;
use crate::http::operations::{BASE_PATH, Operations, refuse_method};
use crate::http::outer_middleware::outer_middleware;
use crate::http::{Code, Locale, Problem};
use crate::operations::state::State;

/// What stands outside the document: path and what it is for. The router is the document and this table.
pub const OUTSIDE: &[(&str, &str)] = &[
    ("/", "leads to the page"),
    ("/livez", "the process lives"),
    ("/readyz", "the database is there and migrated"),
    ("/metrics", "figures for Prometheus, with their own token"),
    ("/.well-known/jwks.json", "public keys of access tokens"),
    ("/problems", "all error codes"),
    ("/problems/{code}", "one error code explained"),
    ("/docs", "leads to the page"),
    ("/docs/{file:.*}", "Swagger UI"),
];

static OPERATIONS: LazyLock<Result<Arc<Operations>, String>> =
    LazyLock::new(|| Operations::compile(openapi::english()?).map(Arc::new));

/// The operations of the document, compiled once.
///
/// # Errors
/// What in the document can't be compiled: a fault of ours.
pub fn operations() -> Result<Arc<Operations>, String> {
    OPERATIONS.clone()
}

/// The document as the handlers declare it, before it is completed.
#[must_use]
pub fn collected_document() -> utoipa::openapi::OpenApi {
    App::new().into_utoipa_app().openapi(openapi::base()).configure(documented).split_for_parts().1
}

/// What the app of one worker is made of.
#[derive(Clone)]
pub struct AppParts {
    /// What the handlers share.
    pub state: State,
    /// Figures of the whole process.
    pub metrics: Metrics,
    /// What the pages outside the document need to know.
    pub pages: Pages,
}

/// The app of one worker.
pub fn app(
    parts: AppParts,
    operations: Arc<Operations>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let AppParts { state, metrics, pages } = parts;
    let db: Db = state.db.clone();
    let authenticator: Authenticator = state.authenticator.clone();
    let (documented_app, _) = App::new().into_utoipa_app().configure(documented).split_for_parts();
    documented_app
        .app_data(web::Data::new(state))
        .app_data(web::Data::new(db))
        .app_data(web::Data::new(authenticator))
        .app_data(web::Data::new(metrics))
        .app_data(web::Data::new(pages.readiness.clone()))
        .app_data(web::Data::new(pages))
        .app_data(operations)
        .configure(outside)
        .default_service(web::route().to(nothing_here))
        .wrap(from_fn(guard))
        .wrap(from_fn(outer_middleware))
}

fn documented(config: &mut ServiceConfig<'_>) {
    config.service(
        scope::scope(BASE_PATH)
            .service(get_openapi_document)
            .configure(identity::routes)
            .configure(documents::routes)
            .configure(units::routes)
            .configure(files::routes)
            .configure(catalogue::routes)
            .configure(campaigns::routes)
            .configure(periods::routes)
            .configure(progress::routes)
            .configure(pledges::routes)
            .configure(reports::routes)
            .configure(obligations::routes)
            .configure(reviews::routes)
            .configure(public::routes)
            .configure(events::routes)
            .configure(audit::routes)
            .configure(jobs::routes),
    );
}

fn outside(config: &mut web::ServiceConfig) {
    config
        .service(service_pages::home)
        .service(service_pages::livez)
        .service(service_pages::readyz)
        .service(service_pages::metrics)
        .service(service_pages::public_keys)
        .service(service_pages::problems)
        .service(service_pages::problem)
        .service(docs::without_slash)
        .service(docs::file);
}

/// Nothing answers: the path is unknown, or it is a page outside the document, which is only read.
async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, Problem> {
    match request.match_pattern() {
        Some(_) => refuse_method(&["GET", "HEAD", "OPTIONS"].map(str::to_owned), request.method()),
        None => Err(Problem::new(Code::not_found)),
    }
}

/// The language of the document.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentParameters {
    /// `vi` for Vietnamese texts, `en` for English ones; English when it is left out.
    #[param(nullable = false, inline)]
    lang: Option<DocumentLanguage>,
}

/// A language of the document.
#[derive(Debug, Clone, Copy, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
enum DocumentLanguage {
    En,
    Vi,
}

/// Read this document
///
/// The OpenAPI document of this service, in English or Vietnamese. Everybody may read it, from any site.
#[utoipa::path(operation_id = "getOpenApiDocument", tag = "Document", params(DocumentParameters),
    responses((status = 200, description = "The document", content_type = "application/json", body = Object,
        example = json!({"openapi": "3.1.0"}))))]
#[get("/openapi.json")]
async fn get_openapi_document(
    parameters: crate::http::input::Parameters<DocumentParameters>,
) -> Result<HttpResponse, Problem> {
    let locale = match parameters.0.lang {
        Some(DocumentLanguage::Vi) => Locale::Vietnamese,
        _ => Locale::English,
    };
    let document = openapi::in_locale(locale).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=60"))
        .insert_header((header::CONTENT_LANGUAGE, locale.tag()))
        .json(document))
}
