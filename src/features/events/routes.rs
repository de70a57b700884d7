//! HTTP of the event feed.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{self, NumberedEvent, Sight};
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::documents::rules::restricted_reader;
use crate::http::input::Parameters;
use crate::http::paging::DEFAULT_LIMIT;
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::record::sequencer;

/// How many events one page looks at; so many pages a reader may need who sees none of them.
const MOST_LOOKED_AT: i64 = 5_000;

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
    /// Its position in the feed: positions grow and are never used twice. Those of events that you may not see are left out.
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
    /// The thing's version afterwards; of a pledge or a report of which you read only what is in force, the version of that now.
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
    /// The position up to which this page looked, also past events that you may not see: send it as `after` when you ask again.
    #[schema(format = "count", example = 7)]
    looked_through: i64,
}

/// Read the event feed
///
/// Events after a position, oldest first. Remember the position of the last event you worked on and send it as `after` next
/// time: nothing is lost and nothing comes twice. An event appears after its change is committed, usually within a second.
/// You are told of what you may read: of a pledge or a report that is being written only those inside, of a draft only those
/// who read drafts. A page may have few entries or none and yet a `nextCursor`: go on from there.
#[utoipa::path(params(EventParameters),
    responses((status = 200, body = EventPage, description = "A page of events")))]
#[get("/events")]
pub async fn list_events(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<EventParameters>,
) -> Result<Answer, Problem> {
    let after = parameters.0.after.unwrap_or_default();
    let limit = parameters.0.limit.unwrap_or(DEFAULT_LIMIT);
    let sight = sight_of(&state, &caller).await?;
    let until = after.saturating_add(MOST_LOOKED_AT);
    let read = async |conn: &Connection| {
        let (newest, ..) = sequencer::head(conn).await?;
        Ok((store::list_seen(conn, &sight, (after, until), limit + 1).await?, newest))
    };
    let (mut rows, newest) = state.db.read(read).await?;
    let page_length = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_full = rows.len() > page_length;
    rows.truncate(page_length);
    let last = rows.last().map(|event| event.position);
    let next_cursor = if is_full { last } else { Some(until).filter(|until| *until < newest) };
    let looked_through = last.filter(|_| is_full).unwrap_or_else(|| until.min(newest).max(after));
    Answer::ok(&EventPage { items: rows.into_iter().map(view).collect(), next_cursor, looked_through })
}

/// What the caller may read of, today.
async fn sight_of(state: &State, caller: &Caller) -> Result<Sight, Problem> {
    let today = state.clock.today();
    let units_of = async |permission| {
        Ok::<_, Problem>(UnitScope::of(&state.db, caller, permission, today).await?.filter())
    };
    Ok(Sight {
        caller_id: caller.user_id,
        acting: unit_scope::acted_for(&state.db, caller, today).await?.filter(),
        reading: units_of(Permission::ReadDrafts).await?,
        running: units_of(Permission::RunCampaigns).await?,
        leading: units_of(Permission::LaunchCampaigns).await?,
        reads_all_documents: restricted_reader(&caller.grants, caller.user_id).is_none(),
        manages_settings: allows(&caller.grants, Permission::ManageSettings, &[]),
    })
}

fn view(event: NumberedEvent) -> EventView {
    EventView {
        id: event.id,
        position: event.position,
        event_type: event.event_type,
        subject_type: event.subject_type,
        subject_id: event.subject_id,
        subject_version: event.subject_version,
        occurred_at: local(event.occurred_at),
    }
}
