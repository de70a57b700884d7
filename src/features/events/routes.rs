//! HTTP of the event feed.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{self, NumberedEvent};
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::http::input::Parameters;
use crate::http::paging::DEFAULT_LIMIT;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which events to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EventParameters {
    /// The position after which the page begins: `nextCursor`, or the last event you worked on. 0 is the start of the feed.
    #[param(nullable = false, format = "count", default = 0)]
    after: Option<i64>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Something that happened to one thing. Read the thing itself for its current state.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// The event's id.
    #[schema(example = "01980000-0000-7000-8000-0000000000e1")]
    id: Uuid,
    /// Its position in the feed: positions grow without gaps and are never used twice.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 7)]
    position: i64,
    /// What happened.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "UNIT_CREATED")]
    event_type: String,
    /// What kind of thing it happened to.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "UNIT")]
    subject_type: String,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    subject_id: Uuid,
    /// The thing's version afterwards.
    subject_version: RowVersion,
    /// When it happened.
    occurred_at: LocalTime,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    /// The events, oldest first.
    #[schema(max_items = 200)]
    items: Vec<EventView>,
    /// The position for the next `after`; null when there are no more events at the moment.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = json!(null))]
    next_cursor: Option<i64>,
}

/// Read the event feed
///
/// Events after a position, oldest first. Remember the position of the last event you worked on and send it as `after` next
/// time: nothing is lost and nothing comes twice. An event appears after its change is committed, usually within a second.
#[utoipa::path(params(EventParameters),
    responses((status = 200, body = EventPage, description = "A page of events")))]
#[get("/events")]
pub async fn list_events(
    state: web::Data<State>,
    parameters: Parameters<EventParameters>,
) -> Result<Answer, Problem> {
    let after = parameters.0.after.unwrap_or_default();
    let limit = parameters.0.limit.unwrap_or(DEFAULT_LIMIT);
    let mut rows = state.db.read(async |conn| store::list_after(conn, after, limit + 1).await).await?;
    let page_length = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > page_length;
    rows.truncate(page_length);
    let last = rows.last().and_then(|event| event.position);
    Answer::ok(&EventPage {
        items: rows.into_iter().map(view).collect(),
        next_cursor: last.filter(|_| has_more),
    })
}

fn view(event: NumberedEvent) -> EventView {
    EventView {
        id: event.id,
        position: event.position.unwrap_or_default(),
        event_type: event.event_type,
        subject_type: event.subject_type,
        subject_id: event.subject_id,
        subject_version: event.subject_version,
        occurred_at: local(event.occurred_at),
    }
}
