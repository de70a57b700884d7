//! Reading the event feed.

use std::time::Duration;

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::cloud_event::{CloudEvent, EventBatch};
use super::query::{EventFilter, query_of};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::events::rules::EventTypeName;
use crate::features::events::store::{self, EventQuery};
use crate::http::input::Parameters;
use crate::http::paging::DEFAULT_LIMIT;
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;
use crate::operations::tables::prefers;
use crate::record::sequencer;

/// How many events one page looks at; so many pages a reader may need who sees none of them.
const MOST_LOOKED_AT: i64 = 5_000;
/// Events as a bare array (CloudEvents 1.0, JSON batch format).
const BATCH: &str = "application/cloudevents-batch+json";

/// Which events to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EventParameters {
    /// The position after which the page begins: `lookedThrough`, or the `sequence` of the last event you worked on. 0 is the start of
    /// what is kept.
    #[param(nullable = false, format = "count", default = 0)]
    after: Option<i64>,
    /// Only events of these types, separated by commas.
    #[param(nullable = false, style = Form, explode = false, max_items = 50, inline)]
    types: Option<Vec<EventTypeName>>,
    /// Only events of these things, by id, separated by commas.
    #[param(nullable = false, style = Form, explode = false, max_items = 50)]
    subjects: Option<Vec<Uuid>>,
    /// Only events of things of this unit and the units below it.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// The most seconds to wait for an event where there is none yet; without it the answer comes at once.
    #[param(nullable = false, minimum = 1, maximum = 30)]
    wait: Option<u8>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    /// The events, oldest first.
    #[schema(max_items = 200)]
    items: Vec<CloudEvent>,
    /// The position for the next `after`; null when there are no more events at the moment.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = json!(null))]
    next_cursor: Option<i64>,
    /// The position up to which this page looked, also past events that you may not see: send it as `after` when you ask again.
    #[schema(format = "count", example = 7)]
    looked_through: i64,
}

/// Read the event feed
///
/// Events after a position, oldest first, as CloudEvents 1.0. Remember the position up to which you have worked and send it as `after`
/// next time: nothing is lost and nothing comes twice. An event appears after its change is committed, usually within a second; with
/// `wait` the answer comes as soon as there is one. You are told of what you may read: of a pledge or a report that is being
/// written only those inside, of a draft only those who read drafts. A page may have few entries or none and yet a `nextCursor`: go on
/// from there. With `Accept: application/cloudevents-batch+json` the answer is the bare list, and `Link` leads on.
#[utoipa::path(params(EventParameters),
    responses((status = 200, description = "A page of events", headers(("Link" = String)), content(
        (EventPage = "application/json"), (EventBatch = "application/cloudevents-batch+json")))),
    extensions(("x-problems" = json!([Code::events_are_gone]))))]
#[get("/events")]
pub async fn list_events(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<EventParameters>,
) -> Result<Answer, Problem> {
    let asked = parameters.0;
    let names = |types: &Vec<EventTypeName>| types.iter().map(|one| one.0.clone()).collect();
    let filter = EventFilter {
        types: asked.types.as_ref().map(names),
        subjects: asked.subjects.clone(),
        unit_id: asked.unit_id,
    };
    let after = asked.after.unwrap_or_default();
    let query = query_of(&state, &caller, &filter, (after, asked.limit.unwrap_or(DEFAULT_LIMIT))).await?;
    let page = wait_for_page(&state, &caller, query, asked.wait.unwrap_or_default()).await?;
    let after = page.next_cursor.unwrap_or(page.looked_through);
    let link = format!("<{}after={after}>; rel=\"next\"", state.page_link(&request, "after"));
    if prefers(&request, BATCH) {
        let answer = Answer::ok(&page.items)?.header("Content-Type", BATCH);
        return Ok(answer.header("Link", link).header("Vary", "Accept, Accept-Language"));
    }
    Ok(Answer::ok(&page)?.header("Link", link).header("Vary", "Accept, Accept-Language"))
}

/// The next page that has an event, or the last one when the time is over.
async fn wait_for_page(
    state: &State,
    caller: &Caller,
    mut query: EventQuery,
    seconds: u8,
) -> Result<EventPage, Problem> {
    let until = Instant::now() + Duration::from_secs(seconds.into());
    let mut newest = state.newest_event.watch();
    loop {
        let is_last = newest.borrow_and_update().is_last;
        let page = read_page(state, &query).await?;
        if !page.items.is_empty() || page.next_cursor.is_some() || is_last || Instant::now() >= until {
            return Ok(page);
        }
        // What was looked through need not be looked at again.
        query.after = page.looked_through;
        tokio::select! {
            _ = newest.changed() => {}
            () = tokio::time::sleep_until(until) => {}
        }
        // Whoever waited may have lost a right meanwhile.
        state.authenticator.confirm(&state.db, caller).await?;
    }
}

async fn read_page(state: &State, query: &EventQuery) -> Result<EventPage, Problem> {
    let until = query.after.saturating_add(MOST_LOOKED_AT);
    let read = async |conn: &Connection| {
        let (newest, ..) = sequencer::head(conn).await?;
        let rows =
            if newest > query.after { store::list_seen(conn, query, until).await? } else { Vec::new() };
        // From the start on is what is kept, whatever that is.
        let first = if query.after > 0 { store::find_first(conn).await? } else { None };
        Ok((rows, newest, first))
    };
    let (mut rows, newest, first) = state.db.read(read).await?;
    if let Some(first) = first.filter(|first| query.after < first - 1) {
        return Err(Problem::new(Code::events_are_gone).with("first", first));
    }
    let page_length = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let is_full = rows.len() > page_length;
    rows.truncate(page_length);
    let last = rows.last().map(|event| event.position);
    let next_cursor = if is_full { last } else { Some(until).filter(|until| *until < newest) };
    let looked_through = last.filter(|_| is_full).unwrap_or_else(|| until.min(newest).max(query.after));
    let source = state.link("");
    let items = rows.into_iter().map(|event| CloudEvent::new(event, &source)).collect();
    Ok(EventPage { items, next_cursor, looked_through })
}
