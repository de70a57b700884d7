//! The app: one function that main and tests build it with, and the second table of what is not in the document.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpRequest, HttpResponse, web};
use utoipa_actix_web::AppExt;

use super::collect::register_operations;
use super::contract::Contract;
use crate::api::service_pages::Pages;
use crate::api::{docs, service_pages};
use crate::auth::Authenticator;
use crate::auth::guard::guard;
use crate::db::Db;
use crate::features::clients::routes::oauth;
use crate::http::contract::refuse_method;
use crate::http::metrics::Metrics;
use crate::http::outer_middleware::outer_middleware;
use crate::http::{Code, Problem};
use crate::operations::own_lists::ReadLists;
use crate::operations::state::State;
use crate::operations::tables::give::give_tables;

/// What stands outside the document: path and what it is for. The router is the document and this table.
pub const OUTSIDE: &[(&str, &str)] = &[
    ("/", "leads to the page"),
    ("/livez", "the process lives"),
    ("/readyz", "the database is there and migrated"),
    ("/metrics", "figures for Prometheus, with their own token"),
    ("/.well-known/jwks.json", "public keys of access tokens"),
    ("/.well-known/badge-keys.json", "public keys of badges"),
    ("/.well-known/oauth-authorization-server", "where machine clients take tokens"),
    ("/oauth/token", "gives tokens to machine clients"),
    ("/oauth/introspect", "says whether a token is good"),
    ("/oauth/revoke", "ends a token"),
    ("/problems", "all error codes"),
    ("/problems/{code}", "one error code explained"),
    ("/verify/{code}", "whether an award holds, for people"),
    ("/verify/{code}/qr.svg", "the picture on a certificate that leads there"),
    ("/docs", "leads to the page"),
    ("/docs/{file:.*}", "Swagger UI"),
];

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

/// The app of one worker; `lists` are read by answers that are sent as they are read.
pub fn app(
    parts: AppParts,
    contract: Contract,
    lists: Arc<dyn ReadLists>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    app_inside(parts, contract).app_data(lists).wrap(from_fn(outer_middleware))
}

/// The app without what stands around every request that comes over a connection.
pub fn app_inside(
    parts: AppParts,
    contract: Contract,
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
    let (trusted_proxies, rate_limits) = (state.trusted_proxies.clone(), state.rate_limits.clone());
    let (documented_app, _) = App::new().into_utoipa_app().configure(register_operations).split_for_parts();
    documented_app
        .app_data(web::Data::new(state))
        .app_data(web::Data::new(db))
        .app_data(web::Data::new(authenticator))
        .app_data(web::Data::new(trusted_proxies))
        .app_data(web::Data::new(rate_limits))
        .app_data(web::Data::new(metrics))
        .app_data(web::Data::new(pages.readiness.clone()))
        .app_data(web::Data::new(pages))
        .app_data(Arc::clone(&contract.compiled))
        .app_data(Arc::clone(&contract.access))
        .app_data(Arc::clone(&contract.tables))
        .app_data(web::Data::new(contract))
        .configure(outside)
        .default_service(web::route().to(nothing_here))
        .wrap(from_fn(give_tables))
        .wrap(from_fn(guard))
}

fn outside(config: &mut web::ServiceConfig) {
    config
        .service(service_pages::home)
        .service(service_pages::livez)
        .service(service_pages::readyz)
        .service(service_pages::metrics)
        .service(service_pages::public_keys)
        .service(service_pages::badge_keys)
        .service(oauth::describe_endpoints)
        .service(oauth::give_token)
        .service(oauth::introspect_token)
        .service(oauth::revoke_token)
        .service(service_pages::problems)
        .service(service_pages::problem)
        .service(service_pages::verify)
        .service(service_pages::verify_qr)
        .service(docs::without_slash)
        .service(docs::file);
}

/// Nothing answers: the path is unknown, or it is a page outside the document, which is only read, or an endpoint of OAuth, which
/// takes forms.
async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, Problem> {
    match request.match_pattern() {
        Some(path) if path.starts_with("/oauth/") => {
            refuse_method(&["POST", "OPTIONS"].map(str::to_owned), request.method())
        }
        Some(_) => refuse_method(&["GET", "HEAD", "OPTIONS"].map(str::to_owned), request.method()),
        None => Err(Problem::new(Code::not_found)),
    }
}
