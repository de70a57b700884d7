//! Ending a token before its time (RFC 7009).

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::DateTime;
use serde_json::{Value, json};

use super::authentication::Asked;
use super::error::{OAuthError, respond};
use super::form::Form;
use crate::auth::tokens::Holder;
use crate::db::Connection;
use crate::features::clients::store;
use crate::operations::state::State;

/// Ends a token of the client that asks, on every server at once. A token that is none, or somebody else's, is answered alike.
#[post("/oauth/revoke")]
pub async fn revoke_token(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> HttpResponse {
    respond(end(&request, &state, &body).await)
}

async fn end(request: &HttpRequest, state: &State, body: &[u8]) -> Result<Value, OAuthError> {
    let form = Form::read(request, body)?;
    let token = form.require("token", "token is missing.")?;
    let asked = Asked::of(request, state, &form)?;
    let now = state.clock.now();
    let claims = state.authenticator.tokens().check(token, now);
    let end = async |tx: &mut Connection| {
        let client = asked.authenticate(tx, state).await?;
        let own = claims
            .as_ref()
            .filter(|claims| claims.sub == client.id && matches!(claims.holder(), Some(Holder::Client(_))));
        if let Some(claims) = own {
            let expires_at = DateTime::from_timestamp(claims.exp, 0).unwrap_or(now);
            store::end_token(tx, (client.id, claims.jti), (now, expires_at)).await?;
        }
        Ok::<_, OAuthError>(())
    };
    state.db.transaction(end).await?;
    Ok(json!({}))
}
