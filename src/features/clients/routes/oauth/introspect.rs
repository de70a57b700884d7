//! Saying whether a token is good (RFC 7662).

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::{Value, json};

use super::authentication::Asked;
use super::error::{OAuthError, respond};
use super::form::Form;
use crate::auth::policy::ClientScope;
use crate::auth::store::active_client;
use crate::auth::tokens::Holder;
use crate::db::{self, Connection};
use crate::features::clients::store::Client;
use crate::operations::state::State;

/// Says whether a token is good: to the client whose it is, and to one that introspects tokens of others. Tokens of people are none of
/// anybody's business here.
#[post("/oauth/introspect")]
pub async fn introspect_token(
    request: HttpRequest,
    state: web::Data<State>,
    body: web::Bytes,
) -> HttpResponse {
    respond(introspect(&request, &state, &body).await)
}

async fn introspect(request: &HttpRequest, state: &State, body: &[u8]) -> Result<Value, OAuthError> {
    let form = Form::read(request, body)?;
    let token = form.require("token", "token is missing.")?;
    let asked = Asked::of(request, state, &form)?;
    let ask = async |tx: &mut Connection| {
        let client = asked.authenticate(tx, state).await?;
        describe(tx, state, (&client, token)).await
    };
    let told = state.db.transaction(ask).await?;
    Ok(told.unwrap_or_else(|| json!({"active": false})))
}

/// What a good token says; `None` for any other.
async fn describe(
    tx: &mut Connection,
    state: &State,
    (client, token): (&Client, &str),
) -> Result<Option<Value>, OAuthError> {
    let Some(claims) = state.authenticator.tokens().check(token, state.clock.now()) else { return Ok(None) };
    let Some(Holder::Client(scopes)) = claims.holder() else { return Ok(None) };
    if claims.sub != client.id && !client.scopes.0.contains(&ClientScope::TokensIntrospect) {
        return Ok(None);
    }
    let holder = match active_client(tx, (claims.sub, claims.jti), state.clock.today()).await {
        Err(db::Error::NotFound) => return Ok(None),
        holder => holder?,
    };
    let scopes: Vec<ClientScope> =
        scopes.into_iter().filter(|scope| holder.scopes.0.contains(scope)).collect();
    Ok(Some(json!({
        "active": true,
        "scope": ClientScope::join(&scopes),
        "client_id": claims.client_id,
        "username": holder.username,
        "token_type": "Bearer",
        "exp": claims.exp,
        "iat": claims.iat,
        "sub": claims.sub,
        "aud": claims.aud,
        "iss": claims.iss,
        "jti": claims.jti,
    })))
}
