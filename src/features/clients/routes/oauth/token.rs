//! Giving tokens (RFC 6749, 4.4).

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::{Value, json};

use super::authentication::Asked;
use super::error::{OAuthError, respond};
use super::form::Form;
use crate::auth::policy::ClientScope;
use crate::auth::tokens::ACCESS_TOKEN_SECONDS;
use crate::db::Connection;
use crate::features::clients::store;
use crate::http::Problem;
use crate::operations::state::State;

/// Gives a token to a machine client that proves itself.
#[post("/oauth/token")]
pub async fn give_token(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> HttpResponse {
    respond(give(&request, &state, &body).await)
}

async fn give(request: &HttpRequest, state: &State, body: &[u8]) -> Result<Value, OAuthError> {
    let form = Form::read(request, body)?;
    let grant = form.require("grant_type", "grant_type is missing.")?;
    if grant != "client_credentials" {
        return Err(OAuthError::UnsupportedGrantType);
    }
    let asked = Asked::of(request, state, &form)?;
    let now = state.clock.now();
    let authenticate = async |tx: &mut Connection| {
        let client = asked.authenticate(tx, state).await?;
        store::note_use(tx, &client, now).await?;
        Ok::<_, OAuthError>(client)
    };
    let client = state.db.transaction(authenticate).await?;
    let scopes = match form.get("scope") {
        None => client.scopes.0.clone(),
        Some(text) => ClientScope::split(text).ok_or(OAuthError::InvalidScope)?,
    };
    if !scopes.iter().all(|scope| client.scopes.0.contains(scope)) {
        return Err(OAuthError::InvalidScope);
    }
    let token = state.authenticator.tokens().issue_to_client(client.id, &scopes, now);
    let token = token.map_err(|error| OAuthError::from(Problem::internal(error)))?;
    Ok(json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_SECONDS,
        "scope": ClientScope::join(&scopes),
    }))
}
