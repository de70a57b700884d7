//! Planning: events of the feed, and of a replay, become deliveries in its order, some at a time.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::db::{Connection, Error};
use crate::features::events::store::{self as events, EventQuery, SeenEvent};
use crate::features::webhooks::rules::{DeliveryStatus, is_down};
use crate::features::webhooks::store::{self, NewDelivery, Replay};
use crate::record::sequencer;

/// How many events are planned in one transaction.
pub(super) const PLANNED_AT_ONCE: i64 = 200;
/// How many events are looked at in one transaction.
const LOOKED_AT: i64 = 5_000;
/// How many deliveries of an endpoint wait at most: what follows stays in the feed.
const MOST_PENDING: i64 = 1_000;

/// Plans what an endpoint is told next, first what happens now: whether there may be more.
pub(super) async fn plan_some(
    tx: &mut Connection,
    endpoint: Uuid,
    query: &EventQuery,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(progress) = store::lock_progress(tx, endpoint).await? else { return Ok(false) };
    let pending = store::count_pending(tx, &[endpoint]).await?.first().map_or(0, |(_, count)| *count);
    // One that is down is asked by what it has missed already.
    let most = if is_down(progress.failures_in_a_row) { 1 } else { MOST_PENDING };
    if pending >= most {
        return Ok(false);
    }
    let (newest, ..) = sequencer::head(tx).await?;
    if progress.position < newest {
        let (seen, through) = look(tx, query, (progress.position, newest)).await?;
        store::plan(tx, deliveries(endpoint, &seen, now)).await?;
        store::advance(tx, endpoint, through).await?;
        return Ok(through < newest);
    }
    match store::find_running(tx, endpoint).await? {
        Some(replay) => plan_replay(tx, replay, query, now).await,
        None => Ok(false),
    }
}

async fn plan_replay(
    tx: &mut Connection,
    replay: Replay,
    query: &EventQuery,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let (mut seen, through) = look(tx, query, (replay.position, replay.last_position)).await?;
    seen.retain(|event| (replay.starts_at..replay.ends_before).contains(&event.occurred_at));
    let planned = i32::try_from(seen.len()).unwrap_or(i32::MAX);
    store::plan(tx, deliveries(replay.endpoint_id, &seen, now)).await?;
    let is_over = through >= replay.last_position;
    let after = Replay {
        position: through,
        planned: replay.planned.saturating_add(planned),
        ended_at: is_over.then_some(now),
        ..replay
    };
    store::advance_replay(tx, &after).await?;
    Ok(!is_over)
}

/// The next events after a position that an endpoint is told of, and up to where they were looked for.
async fn look(
    tx: &mut Connection,
    query: &EventQuery,
    (after, last): (i64, i64),
) -> Result<(Vec<SeenEvent>, i64), Error> {
    let until = last.min(after.saturating_add(LOOKED_AT));
    let query = EventQuery { after, ..query.clone() };
    let mut seen = events::list_seen(tx, &query, until).await?;
    let most = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let is_full = seen.len() > most;
    seen.truncate(most);
    let through = seen.last().filter(|_| is_full).map_or(until, |event| event.position);
    Ok((seen, through))
}

fn deliveries(endpoint_id: Uuid, seen: &[SeenEvent], now: DateTime<Utc>) -> Vec<NewDelivery> {
    let delivery = |event: &SeenEvent| NewDelivery {
        id: Uuid::now_v7(),
        endpoint_id,
        event_id: event.id,
        position: Some(event.position),
        event_type: event.type_name(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        next_attempt_at: now,
        created_at: now,
    };
    seen.iter().map(delivery).collect()
}
