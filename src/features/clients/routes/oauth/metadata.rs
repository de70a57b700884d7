//! What clients need to know of the endpoints (RFC 8414).

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, get, web};
use serde_json::json;

use super::endpoints::{INTROSPECTION_PATH, REVOCATION_PATH, TOKEN_PATH};
use crate::auth::policy::ClientScope;
use crate::http::Problem;
use crate::operations::state::State;

/// How clients prove themselves.
const METHODS: [&str; 3] = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
/// By which algorithms they sign.
const ALGORITHMS: [&str; 4] = ["ES256", "EdDSA", "PS256", "RS256"];

/// Where tokens are given, by which ways, for which scopes.
///
/// # Errors
/// 409 while nobody has said at which address the service is reached.
#[get("/.well-known/oauth-authorization-server")]
pub async fn describe_endpoints(state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let base = state.public_address()?;
    let scopes: Vec<&str> = ClientScope::ALL.iter().map(|scope| scope.as_str()).collect();
    let at = |path: &str| format!("{base}{path}");
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=300")).json(json!({
        "issuer": state.authenticator.tokens().issuer(),
        "token_endpoint": at(TOKEN_PATH),
        "introspection_endpoint": at(INTROSPECTION_PATH),
        "revocation_endpoint": at(REVOCATION_PATH),
        "jwks_uri": at("/.well-known/jwks.json"),
        "service_documentation": at("/docs/"),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": scopes,
        "token_endpoint_auth_methods_supported": METHODS,
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "introspection_endpoint_auth_methods_supported": METHODS,
        "introspection_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "revocation_endpoint_auth_methods_supported": METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "ui_locales_supported": ["vi", "en"],
    })))
}
