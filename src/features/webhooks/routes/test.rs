//! Sending a test to an endpoint.

use actix_web::{post, web};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::access::permit_keeping;
use super::deliveries::DeliveryView;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::events::rules::type_of;
use crate::features::events::store::SeenEvent;
use crate::features::webhooks::rules::{DeliveryStatus, EndpointStatus};
use crate::features::webhooks::store::{self, Endpoint, NewDelivery};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Send a test to an endpoint
///
/// An event of the type `vn.thidua.webhook_endpoint.tested.v1` that stands in no feed, sent and tried again like any other. Read the delivery
/// to see what came of it.
#[utoipa::path(
    responses((status = 201, body = DeliveryView, description = "The test is on its way", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::webhook_endpoint_is_disabled]))))]
#[post("/webhook-endpoints/{id}/tests")]
pub async fn test_webhook_endpoint(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let own = lock_active(tx, id).await?;
        let (delivery_id, _) = plan_test_in(tx, context, &own).await?;
        let (made, _) = store::find_delivery(tx, id, delivery_id).await?;
        let location = state.link(&format!("/webhook-endpoints/{id}/deliveries/{delivery_id}"));
        Answer::created(&location, &DeliveryView::from(made))
    };
    let answer = change.run(permit, effect).await?;
    state.webhook_work.notify_one();
    Ok(answer)
}

/// Plans a test of a locked endpoint and records it: the ids of its delivery and its event.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn plan_test_in(
    tx: &mut Connection,
    context: &ChangeContext,
    own: &Endpoint,
) -> Result<(Uuid, Uuid), Problem> {
    let (id, event_id) = (context.ids.next(), context.ids.next());
    let occurrence = Occurrence::WebhookEndpointTested;
    let new = NewDelivery {
        id,
        endpoint_id: own.id,
        event_id,
        position: None,
        event_type: type_of(occurrence.as_str(), occurrence.subject_type().as_str()),
        status: DeliveryStatus::Pending,
        attempts: 0,
        next_attempt_at: context.at,
        created_at: context.at,
    };
    store::plan(tx, vec![new]).await?;
    record_change(tx, context, occurrence, Some(own), own).await?;
    Ok((id, event_id))
}

/// An endpoint to which something is sent, locked.
///
/// # Errors
/// 409 while it is disabled.
pub(super) async fn lock_active(tx: &mut Connection, id: Uuid) -> Result<Endpoint, Problem> {
    let own = store::lock_exclusive(tx, id).await?;
    if own.status == EndpointStatus::Disabled {
        return Err(Problem::new(Code::webhook_endpoint_is_disabled));
    }
    Ok(own)
}

/// The event of a test: it happened to the endpoint, and stands in no feed.
#[must_use]
pub fn test_event(own: &Endpoint, id: Uuid, at: DateTime<Utc>) -> SeenEvent {
    let occurrence = Occurrence::WebhookEndpointTested;
    SeenEvent {
        id,
        position: 0,
        event_type: occurrence.as_str().to_owned(),
        subject_type: occurrence.subject_type().as_str().to_owned(),
        subject_id: own.id,
        subject_version: own.version,
        occurred_at: at,
        status_before: None,
        status_after: None,
        unit_id: None,
        unit_code: None,
        campaign_id: None,
        campaign_code: None,
        period_id: None,
        period_code: None,
    }
}
