//! The secrets of machine clients: made here, shown once, kept as a hash.

use actix_web::{delete, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::clients::store::{self, Client, ClientSecret};
use crate::http::input::{ById, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// The places of secrets: one beside the next.
const SLOTS: [i16; 2] = [1, 2];
/// So many characters tell people which secret it is.
const HINT: usize = 4;

/// A new secret, which is shown once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewClientSecret {
    /// The secret's id, by which it is ended.
    #[schema(example = "01980000-0000-7000-8000-000000480102")]
    id: Uuid,
    /// The name of the client at `/oauth/token`.
    #[schema(example = "01980000-0000-7000-8000-000000480001")]
    client_id: Uuid,
    /// The secret. It is not stored and can't be shown again.
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"
    )]
    client_secret: String,
    /// When it was made.
    created_at: LocalTime,
}

/// A secret of a machine client.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct SecretOfClient {
    /// The client's id.
    id: Uuid,
    /// The secret's id.
    item_id: Uuid,
}

/// Make a secret
///
/// The answer shows it once. A client has two secrets at most: make the second, let the other system take it up, and end the first.
#[utoipa::path(
    responses((status = 201, body = NewClientSecret, description = "Made", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::two_secrets_already]))))]
#[post("/clients/{id}/secrets")]
pub async fn create_client_secret(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let secret = crypto::to_text(&crypto::random_secret().map_err(Problem::internal)?);
        let made = create_secret_in(tx, context, (id, &secret)).await?;
        let view = NewClientSecret {
            id: made.id,
            client_id: id,
            client_secret: secret,
            created_at: local(made.created_at),
        };
        Answer::created(&state.link(&format!("/clients/{id}")), &view)
    };
    change.run_without_idempotency(permit, effect).await
}

/// Keeps a secret of a client and records that there is one.
///
/// # Errors
/// 409 when it has two; a [`Problem`] of the database.
pub async fn create_secret_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (id, secret): (Uuid, &str),
) -> Result<ClientSecret, Problem> {
    let client = store::lock_exclusive(tx, id).await?;
    let taken: Vec<i16> = store::list_secrets(tx, &[id]).await?.iter().map(|own| own.slot).collect();
    let free = SLOTS.into_iter().find(|slot| !taken.contains(slot));
    let made = ClientSecret {
        id: context.ids.next(),
        client_id: id,
        slot: free.ok_or_else(|| Problem::new(Code::two_secrets_already))?,
        secret_hash: crypto::sha256(&[secret.as_bytes()]),
        hint: secret.chars().skip(secret.len().saturating_sub(HINT)).collect(),
        created_by: context.actor()?,
        created_at: context.at,
    };
    store::create_secret(tx, &made).await?;
    note(tx, context, Occurrence::ClientSecretMade, client).await?;
    Ok(made)
}

/// End a secret
///
/// No token is given for it any more; tokens that were given live on for fifteen minutes at most. To end these, too, disable the client.
#[utoipa::path(params(SecretOfClient), responses((status = 204, description = "Ended")))]
#[delete("/clients/{id}/secrets/{itemId}")]
pub async fn end_client_secret(
    change: Change,
    if_match: IfMatch,
    path: Parameters<SecretOfClient>,
) -> Result<Answer, Problem> {
    let (SecretOfClient { id, item_id }, context) = (path.0, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let client = store::lock_exclusive(tx, id).await?;
        if_match.check(client.version)?;
        store::end_secret(tx, id, item_id, context.at).await?;
        note(tx, context, Occurrence::ClientSecretEnded, client).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

/// Passes when the caller keeps the client.
pub(super) async fn permit_keeping(
    tx: &mut Connection,
    caller: &Caller,
    context: &ChangeContext,
    id: Uuid,
) -> Result<(), Problem> {
    find_visible(tx, caller, id, context.today).await.map(drop)
}

/// Records what happened to what a locked client proves itself with: its next version.
pub(super) async fn note(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    before: Client,
) -> Result<(), Problem> {
    let after = Client { version: before.version.next(), updated_at: context.at, ..before.clone() };
    store::update(tx, &after).await?;
    Ok(record_change(tx, context, occurrence, Some(&before), &after).await?)
}
