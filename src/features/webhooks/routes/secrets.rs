//! The secrets by which deliveries are signed.

use actix_web::{post, web};
use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::permit_keeping;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::crypto::PurposeKey;
use crate::db::Connection;
use crate::features::webhooks::rules::SigningKey;
use crate::features::webhooks::store::{self, Endpoint, Secret};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// How long a secret signs beside the one that follows it.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// A new secret, which is shown once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewWebhookSecret {
    /// The secret's id.
    #[schema(example = "01980000-0000-7000-8000-000000490102")]
    id: Uuid,
    /// The secret by which the receiver checks `webhook-signature`. It is not stored and can't be shown again.
    #[schema(
        max_length = 50,
        pattern = "^whsec_[A-Za-z0-9+/]{43}=$",
        example = "whsec_n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
    )]
    signing_secret: String,
    /// When it was made.
    created_at: LocalTime,
}

/// Make a secret of an endpoint
///
/// The answer shows it once. For a day deliveries carry two signatures, by this secret and by the one before: let the receiver take it up
/// meanwhile. A third one ends the first at once.
#[utoipa::path(
    responses((status = 201, body = NewWebhookSecret, description = "Made", headers(("Location" = String)))))]
#[post("/webhook-endpoints/{id}/secrets")]
pub async fn make_webhook_secret(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        store::end_secrets(tx, id, (context.at, context.at + OVERLAP)).await?;
        let made = create_secret_in(tx, context, id).await?;
        let after = Endpoint { version: before.version.next(), updated_at: context.at, ..before.clone() };
        store::update(tx, &after).await?;
        record_change(tx, context, Occurrence::WebhookSecretMade, Some(&before), &after).await?;
        let view = NewWebhookSecret::of(&made, &state.webhook_key);
        Answer::created(&state.link(&format!("/webhook-endpoints/{id}")), &view)
    };
    change.run_without_idempotency(permit, effect).await
}

impl NewWebhookSecret {
    /// A secret as it is shown once.
    pub(super) fn of(own: &Secret, installation: &PurposeKey) -> Self {
        let signing_secret = SigningKey::derive(installation, own.id).text();
        Self { id: own.id, signing_secret, created_at: local(own.created_at) }
    }
}

/// Makes a secret of an endpoint.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn create_secret_in(
    tx: &mut Connection,
    context: &ChangeContext,
    endpoint_id: Uuid,
) -> Result<Secret, Problem> {
    let secret = Secret {
        id: context.ids.next(),
        endpoint_id,
        created_by: context.actor()?,
        created_at: context.at,
        ends_at: None,
    };
    store::create_secret(tx, &secret).await?;
    Ok(secret)
}
