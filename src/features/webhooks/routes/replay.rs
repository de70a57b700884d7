//! Sending again: one delivery, or the events of a time.

use actix_web::{get, post, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{find_visible, permit_keeping};
use super::deliveries::{DeliveryOfEndpoint, DeliveryView};
use super::test::lock_active;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::webhooks::store::{self, Replay};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Which events are sent again.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWebhookReplay {
    /// The first instant of the time.
    #[schema(example = "2026-11-20T00:00:00+07:00")]
    pub starts_at: DateTime<FixedOffset>,
    /// The first instant after it.
    #[schema(example = "2026-11-21T00:00:00+07:00")]
    pub ends_before: DateTime<FixedOffset>,
}

/// What an endpoint is sent again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookReplay)]
pub struct ReplayView {
    /// The replay's id.
    #[schema(example = "01980000-0000-7000-8000-000000490301")]
    id: Uuid,
    /// The first instant of the time.
    starts_at: LocalTime,
    /// The first instant after it.
    ends_before: LocalTime,
    /// How many deliveries were planned so far.
    #[schema(format = "count", example = 120)]
    planned: i32,
    /// Who asked for it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// When.
    created_at: LocalTime,
    /// When everything was planned; null before.
    #[schema(required)]
    ended_at: Option<LocalTime>,
}

impl From<Replay> for ReplayView {
    fn from(own: Replay) -> Self {
        Self {
            id: own.id,
            starts_at: local(own.starts_at),
            ends_before: local(own.ends_before),
            planned: own.planned,
            created_by: own.created_by,
            created_at: local(own.created_at),
            ended_at: own.ended_at.map(local),
        }
    }
}

/// Send a delivery again
///
/// One that was taken, given up or dropped, under the same `webhook-id`: it is tried as if for the first time.
#[utoipa::path(params(DeliveryOfEndpoint),
    responses((status = 201, body = DeliveryView, description = "It is on its way", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::webhook_endpoint_is_disabled, Code::webhook_delivery_is_pending]))))]
#[post("/webhook-endpoints/{id}/deliveries/{itemId}/replays")]
pub async fn replay_webhook_delivery(
    state: web::Data<State>,
    change: Change,
    path: Parameters<DeliveryOfEndpoint>,
) -> Result<Answer, Problem> {
    let (DeliveryOfEndpoint { id, item_id }, context) = (path.0, &change.context);
    let permit = async |tx: &mut Connection| {
        permit_keeping(tx, &change.caller, context, id).await?;
        Ok(store::find_delivery(tx, id, item_id).await.map(drop)?)
    };
    let effect = async |tx: &mut Connection| {
        let own = lock_active(tx, id).await?;
        match store::plan_again(tx, item_id, context.at).await {
            Err(db::Error::NotFound) => return Err(Problem::new(Code::webhook_delivery_is_pending)),
            planned => planned?,
        }
        record_change(tx, context, Occurrence::WebhookReplayRequested, Some(&own), &own).await?;
        let (again, _) = store::find_delivery(tx, id, item_id).await?;
        let location = state.link(&format!("/webhook-endpoints/{id}/deliveries/{item_id}"));
        Answer::created(&location, &DeliveryView::from(again))
    };
    let answer = change.run(permit, effect).await?;
    state.webhook_work.notify_one();
    Ok(answer)
}

/// Send the events of a time again
///
/// Everything that happened then and that the endpoint wants, as far as events are kept, under the same ids: some at a time, after what
/// happens now. One replay of an endpoint at a time.
#[utoipa::path(request_body = NewWebhookReplay,
    responses((status = 201, body = ReplayView, description = "It is being planned", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::webhook_endpoint_is_disabled, Code::webhook_replay_running
    ]))))]
#[post("/webhook-endpoints/{id}/replays")]
pub async fn replay_webhook_events(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewWebhookReplay>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let is_reversed = input.ends_before <= input.starts_at;
        require_none(is_reversed.then(|| {
            Violation::at("/endsBefore", Code::ends_before_start).with("startsOn", input.starts_at)
        }))?;
        let own = lock_active(tx, id).await?;
        let (starts_at, ends_before) = (input.starts_at.to_utc(), input.ends_before.to_utc());
        let range = store::find_range(tx, (starts_at, ends_before)).await?;
        let replay = Replay {
            id: context.ids.next(),
            endpoint_id: id,
            starts_at,
            ends_before,
            position: range.map_or(0, |(first, _)| first - 1),
            last_position: range.map_or(0, |(_, last)| last),
            planned: 0,
            created_by: context.actor()?,
            created_at: context.at,
            ended_at: range.is_none().then_some(context.at),
        };
        store::create_replay(tx, &replay).await?;
        record_change(tx, context, Occurrence::WebhookReplayRequested, Some(&own), &own).await?;
        Answer::created(&state.link(&format!("/webhook-endpoints/{id}/replays")), &ReplayView::from(replay))
    };
    let answer = change.run(permit, effect).await?;
    state.webhook_work.notify_one();
    Ok(answer)
}

/// List an endpoint's replays
///
/// The last asked for first, each with how far it is.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReplayView>, description = "A page of replays", headers(("Link" = String)))))]
#[get("/webhook-endpoints/{id}/replays")]
pub async fn list_webhook_replays(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, before, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |tx: &mut Connection| {
        find_visible(tx, &caller, id, today).await?;
        Ok::<_, Problem>(store::list_replays(tx, id, (before, page.read())).await?)
    };
    let found = state.db.transaction(list).await?;
    page.answer(found, |own| Position::of_id(own.id), ReplayView::from)
}
