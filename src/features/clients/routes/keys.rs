//! The public keys of machine clients that sign assertions instead of sending a secret (`private_key_jwt`).

use actix_web::{delete, post, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::secrets::{note, permit_keeping};
use super::view::KeyView;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::clients::rules::{KeyFault, check_key};
use crate::features::clients::store::{self, ClientKey};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// So many keys a client has at most.
const MOST_KEYS: usize = 10;

/// A public key to add.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClientKey {
    /// `kid` of the assertions that it checks.
    #[schema(min_length = 1, max_length = 200, format = "line", example = "ioffice-2027")]
    pub key_id: String,
    /// The public half as a JSON Web Key (RFC 7517): P-256, Ed25519, or RSA of 2048 to 4096 bits.
    #[schema(value_type = Object)]
    pub public_key: Value,
}

/// A key of a machine client.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct KeyOfClient {
    /// The client's id.
    id: Uuid,
    /// The key's id here.
    key_id: Uuid,
}

/// Add a public key
///
/// The client then takes tokens by assertions that it signs (RFC 7523), and no secret of it is known here.
#[utoipa::path(request_body = NewClientKey,
    responses((status = 201, body = KeyView, description = "Added", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::key_unusable, Code::key_is_secret, Code::client_key_already_there, Code::too_many_client_keys
    ]))))]
#[post("/clients/{id}/keys")]
pub async fn add_client_key(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewClientKey>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let key = add_key_in(tx, context, id, &input).await?;
        Answer::created(&state.link(&format!("/clients/{id}")), &KeyView::from(&key))
    };
    change.run(permit, effect).await
}

/// Adds a public key to a client and records it.
///
/// # Errors
/// 400 for what is no such key, 409 for one too many or of a name that is there; a [`Problem`] of the database.
pub async fn add_key_in(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    input: &NewClientKey,
) -> Result<ClientKey, Problem> {
    check_key(&input.public_key).map_err(|fault| {
        let code = match fault {
            KeyFault::Unusable => Code::key_unusable,
            KeyFault::Secret => Code::key_is_secret,
        };
        Problem::invalid(vec![Violation::at("/publicKey", code)])
    })?;
    let client = store::lock_exclusive(tx, id).await?;
    if store::list_keys(tx, &[id]).await?.len() >= MOST_KEYS {
        return Err(Problem::new(Code::too_many_client_keys).with("limit", MOST_KEYS));
    }
    let key = ClientKey {
        id: context.ids.next(),
        client_id: id,
        key_id: composed(&input.key_id),
        public_key: input.public_key.clone(),
        created_by: context.actor()?,
        created_at: context.at,
    };
    store::create_key(tx, &key).await?;
    note(tx, context, Occurrence::ClientKeyAdded, client).await?;
    Ok(key)
}

/// End a public key
///
/// No token is given for its assertions any more.
#[utoipa::path(params(KeyOfClient), responses((status = 204, description = "Ended")))]
#[delete("/clients/{id}/keys/{keyId}")]
pub async fn end_client_key(
    change: Change,
    if_match: IfMatch,
    path: Parameters<KeyOfClient>,
) -> Result<Answer, Problem> {
    let (KeyOfClient { id, key_id }, context) = (path.0, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let client = store::lock_exclusive(tx, id).await?;
        if_match.check(client.version)?;
        store::end_key(tx, id, key_id, context.at).await?;
        note(tx, context, Occurrence::ClientKeyEnded, client).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}
