//! Where a request comes from, and what the security log says of it.

use actix_web::HttpRequest;
use actix_web::http::header;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::features::identity::rules::guesses::network_of;
use crate::features::identity::store::Client;
use crate::http::Code;
use crate::operations::state::State;

/// The most characters kept of what a client calls itself.
const CLIENT_NAME_MAX: usize = 200;

/// Where a request comes from.
pub fn client_of(request: &HttpRequest, state: &State) -> Client {
    let address = state.trusted_proxies.client_of(request);
    let name = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Client {
        client_address: address.map(|address| address.to_string()),
        client_name: name.map(|name| name.chars().take(CLIENT_NAME_MAX).collect()),
        client_network: address.map(network_of),
    }
}

/// The hash by which a refresh token is stored.
pub fn hash(token: &str) -> Vec<u8> {
    crypto::sha256(&[token.as_bytes()])
}

/// Logs a refused sign-in or refresh (ASVS 5.0, 16.3.1); never a name, never a secret.
pub fn log_refused_attempt(context: &ChangeContext, user_id: Option<Uuid>, client: &Client, code: Code) {
    let text = |id: Option<Uuid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    log::warn!(target: "security", request_id = text(context.request_id), actor = text(user_id),
        address = client.client_address.as_deref().unwrap_or("-"), code = code.as_str();
        "an attempt to get in was refused");
}
