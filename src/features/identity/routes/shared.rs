//! What several of these operations share.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde_json::Value;
use uuid::Uuid;

use super::rules::guesses::network_of;
use super::store::{self, Client, User};
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::http::{Code, Problem};
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// The most characters kept of what a client calls itself.
const CLIENT_NAME_MAX: usize = 200;

/// Where a request comes from.
pub(super) fn client_of(request: &HttpRequest, state: &State) -> Client {
    let address = state.trusted_proxies.client_of(request);
    let name = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Client {
        client_address: address.map(|address| address.to_string()),
        client_name: name.map(|name| name.chars().take(CLIENT_NAME_MAX).collect()),
        client_network: address.map(network_of),
    }
}

/// What is kept of a refresh token.
pub(super) fn hash(token: &str) -> Vec<u8> {
    crypto::sha256(&[token.as_bytes()])
}

/// Ends every session of a user, each with its record; answers their ids.
pub(super) async fn end_sessions(
    tx: &mut Connection,
    context: &ChangeContext,
    user_id: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let ended = store::end_sessions_of(tx, user_id, context.at).await?;
    for session in &ended {
        record_session(tx, context, Occurrence::SessionEnded, *session).await?;
    }
    Ok(ended)
}

/// Tells whoever watches the log of an attempt to get in (ASVS 5.0, 16.3.1); never a name, never a secret.
pub(super) fn log_refused_attempt(context: &ChangeContext, user_id: Option<Uuid>, client: &Client, code: Code) {
    let text = |id: Option<Uuid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    log::warn!(target: "security", request_id = text(context.request_id), actor = text(user_id),
        address = client.client_address.as_deref().unwrap_or("-"), code = code.as_str();
        "an attempt to get in was refused");
}

/// Lets this process know at once that sessions ended, and auditors soon.
pub(super) async fn forget(state: &State, sessions: impl IntoIterator<Item = Uuid>) {
    for session in sessions {
        state.authenticator.forget(session).await;
    }
    state.committed.notify_one();
}

pub(super) async fn record_session(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    session_id: Uuid,
) -> Result<(), Problem> {
    let subject = Subject { id: session_id, unit_id: None };
    Ok(record::record(tx, context, [ChangeRecord::new(occurrence, subject, 1, (None, None))]).await?)
}

/// Records what was done to a user.
pub(super) async fn record_user(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    user: &User,
    change: Option<(Value, Value)>,
) -> Result<(), Problem> {
    let (before, after) = change.unzip();
    let is_there = |value: &Value| !value.is_null();
    let audited = (before.filter(is_there), after.filter(is_there));
    let subject = Subject { id: user.id, unit_id: user.unit_id };
    Ok(record::record(tx, context, [ChangeRecord::new(occurrence, subject, user.version, audited)]).await?)
}
