//! What was sent to an endpoint, and what it answered.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::webhooks::rules::{AttemptOutcome, DeliveryStatus};
use crate::features::webhooks::store::{self, Attempt, Delivery, DeliveryFilter};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// So many attempts of a delivery are shown, the last ones.
const MOST_SHOWN: i64 = 50;

/// A delivery of an endpoint.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct DeliveryOfEndpoint {
    /// The endpoint's id.
    pub id: Uuid,
    /// The delivery's id.
    pub item_id: Uuid,
}

/// Which deliveries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DeliveryListFilter {
    /// Only those in this status.
    #[param(nullable = false)]
    status: Option<DeliveryStatus>,
    /// Only those of this event.
    #[param(nullable = false)]
    event_id: Option<Uuid>,
}

/// One event for one endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookDelivery)]
pub struct DeliveryView {
    /// The delivery's id.
    #[schema(example = "01980000-0000-7000-8000-000000490201")]
    pub id: Uuid,
    /// The event's id: what `webhook-id` says, whenever it is sent.
    #[schema(example = "01980000-0000-7000-8000-0000000000e1")]
    event_id: Uuid,
    /// The event's position in the feed; null of a test.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 7)]
    sequence: Option<i64>,
    /// The event's type.
    #[schema(
        max_length = 128,
        pattern = "^vn\\.thidua(\\.[a-z0-9_]+){2}\\.v1$",
        example = "vn.thidua.progress_report.returned.v1"
    )]
    event_type: String,
    /// Where it is.
    #[schema(example = "DELIVERED")]
    status: DeliveryStatus,
    /// How often it was tried by its schedule; an attempt that only asks whether the endpoint is back does not count.
    #[schema(minimum = 0, maximum = 10, example = 1)]
    attempts: i32,
    /// When it is tried again; null when it is not.
    #[schema(required)]
    next_attempt_at: Option<LocalTime>,
    /// When it was planned.
    created_at: LocalTime,
    /// When it was taken, given up or dropped; null while it is pending.
    #[schema(required)]
    ended_at: Option<LocalTime>,
}

impl From<Delivery> for DeliveryView {
    fn from(own: Delivery) -> Self {
        Self {
            id: own.id,
            event_id: own.event_id,
            sequence: own.position,
            event_type: own.event_type,
            status: own.status,
            attempts: own.attempts,
            next_attempt_at: own.next_attempt_at.map(local),
            created_at: local(own.created_at),
            ended_at: own.ended_at.map(local),
        }
    }
}

/// One time that a delivery was sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookAttempt)]
pub struct AttemptView {
    /// When it was sent.
    started_at: LocalTime,
    /// How long it took, in milliseconds.
    #[schema(minimum = 0, maximum = 60_000, example = 42)]
    took_milliseconds: i32,
    /// What came of it.
    #[schema(example = "TAKEN")]
    outcome: AttemptOutcome,
    /// The status of the answer; null where none came.
    #[schema(required, minimum = 100, maximum = 999, example = 204)]
    http_status: Option<i16>,
    /// How the answer began; null where it had no body.
    #[schema(required, max_length = 1000, format = "text", example = json!(null))]
    answer: Option<String>,
}

impl From<Attempt> for AttemptView {
    fn from(own: Attempt) -> Self {
        Self {
            started_at: local(own.started_at),
            took_milliseconds: own.took_ms,
            outcome: own.outcome,
            http_status: own.http_status,
            answer: own.answer,
        }
    }
}

/// A delivery with what was sent and what was answered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookDeliveryDetails {
    /// The delivery.
    delivery: DeliveryView,
    /// The body that was sent last; null before the first attempt.
    #[schema(required, max_length = 10_000, format = "text", example = json!(null))]
    body: Option<String>,
    /// Each time that it was sent, oldest first; the last fifty.
    #[schema(max_items = 50)]
    sent: Vec<AttemptView>,
}

/// List an endpoint's deliveries
///
/// The last planned first. Those that ended are kept for thirty days.
#[utoipa::path(params(DeliveryListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<DeliveryView>, description = "A page of deliveries", headers(("Link" = String)))))]
#[get("/webhook-endpoints/{id}/deliveries")]
pub async fn list_webhook_deliveries(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<DeliveryListFilter>,
) -> Result<Answer, Problem> {
    let (id, before, today) = (path.0.id, page.after_id()?, state.clock.today());
    let filter = DeliveryFilter { status: filter.0.status, event_id: filter.0.event_id };
    let list = async |tx: &mut Connection| {
        find_visible(tx, &caller, id, today).await?;
        Ok::<_, Problem>(store::list_deliveries(tx, id, &filter, (before, page.read())).await?)
    };
    let found = state.db.transaction(list).await?;
    page.answer(found, |own| Position::of_id(own.id), DeliveryView::from)
}

/// Read a delivery
///
/// What was sent and what the endpoint answered, each time.
#[utoipa::path(params(DeliveryOfEndpoint),
    responses((status = 200, body = WebhookDeliveryDetails, description = "The delivery")))]
#[get("/webhook-endpoints/{id}/deliveries/{itemId}")]
pub async fn get_webhook_delivery(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<DeliveryOfEndpoint>,
) -> Result<Answer, Problem> {
    let (DeliveryOfEndpoint { id, item_id }, today) = (path.0, state.clock.today());
    let read = async |tx: &mut Connection| {
        find_visible(tx, &caller, id, today).await?;
        let (own, body) = store::find_delivery(tx, id, item_id).await?;
        let sent = store::list_attempts(tx, item_id, MOST_SHOWN).await?;
        let sent = sent.into_iter().map(AttemptView::from).collect();
        Ok::<_, Problem>(WebhookDeliveryDetails { delivery: own.into(), body, sent })
    };
    Answer::ok(&state.db.transaction(read).await?)
}
