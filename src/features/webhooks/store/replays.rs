//! SQL of replays.

use chrono::{DateTime, Utc};
use diesel::dsl::{max, min};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{events, webhook_replays};

/// What an endpoint wants to be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_replays)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Replay {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub starts_at: DateTime<Utc>,
    pub ends_before: DateTime<Utc>,
    pub position: i64,
    pub last_position: i64,
    pub planned: i32,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The first and the last position of the events of a time; `None` where there are none.
pub async fn find_range(
    mut conn: &AsyncPgConnection,
    (starts_at, ends_before): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<(i64, i64)>, Error> {
    let own =
        events::table.filter(events::occurred_at.ge(starts_at)).filter(events::occurred_at.lt(ends_before));
    let found = own.select((min(events::position), max(events::position)));
    let (first, last): (Option<i64>, Option<i64>) = found.first(&mut conn).await?;
    Ok(first.zip(last))
}

/// Writes a replay.
///
/// # Errors
/// Constraint `webhook_replay_running` while another one of the endpoint is not over.
pub async fn create_replay(tx: &mut AsyncPgConnection, replay: &Replay) -> Result<(), Error> {
    diesel::insert_into(webhook_replays::table).values(replay.clone()).execute(tx).await?;
    Ok(())
}

/// The replay of an endpoint that is not over.
pub async fn find_running(mut conn: &AsyncPgConnection, endpoint: Uuid) -> Result<Option<Replay>, Error> {
    let own = webhook_replays::table.filter(webhook_replays::endpoint_id.eq(endpoint));
    let running = own.filter(webhook_replays::ended_at.is_null());
    Ok(running.select(Replay::as_select()).first(&mut conn).await.optional()?)
}

/// The replays of an endpoint, the last asked for first, before an id.
pub async fn list_replays(
    mut conn: &AsyncPgConnection,
    endpoint: Uuid,
    (before, page): (Option<Uuid>, &PageRead),
) -> Result<Vec<Replay>, Error> {
    let own = webhook_replays::table.filter(webhook_replays::endpoint_id.eq(endpoint));
    let mut query = own.select(Replay::as_select()).into_boxed();
    if let Some(range) = page.updated {
        use webhook_replays::{created_at, ended_at};
        // One that is not over is further at every moment.
        let ended = ended_at.is_null().or(range.contains(ended_at.assume_not_null()));
        query = query.filter(range.contains(created_at).or(ended));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(webhook_replays::id.lt(before));
    }
    Ok(query.order(webhook_replays::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Notes how far a replay is.
pub async fn advance_replay(tx: &mut AsyncPgConnection, replay: &Replay) -> Result<(), Error> {
    diesel::update(webhook_replays::table.find(replay.id))
        .set((
            webhook_replays::position.eq(replay.position),
            webhook_replays::planned.eq(replay.planned),
            webhook_replays::ended_at.eq(replay.ended_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
