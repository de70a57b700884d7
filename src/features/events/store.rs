//! The outbox: events are written without a number in the transaction of the change and read in the
//! order that the sequencer gave them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::Event;
use crate::db::Error;
use crate::db::schema::events;
use crate::insert_rows;
use crate::core::context::Stamp;

/// So many rows are written as values, in a statement that is prepared for each number of them.
const FEW: usize = 16;

/// An event with its number.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NumberedEvent {
    pub id: Uuid,
    pub position: Option<i64>,
    pub event_type: String,
    pub subject_type: String,
    pub subject_id: Uuid,
    pub subject_version: i32,
    pub occurred_at: DateTime<Utc>,
}

/// Writes the events of one change, all in one statement.
///
/// # Errors
/// [`Error`] of the database.
pub async fn record(conn: &mut AsyncPgConnection, stamp: &Stamp, happened: &[Event]) -> Result<(), Error> {
    if happened.len() > FEW {
        return record_many(conn, stamp, happened).await;
    }
    let rows: Vec<_> = happened
        .iter()
        .map(|event| {
            (
                events::id.eq(Uuid::now_v7()),
                events::event_type.eq(event.event_type.as_str()),
                events::subject_type.eq(event.subject_type.as_str()),
                events::subject_id.eq(event.subject_id),
                events::subject_version.eq(event.subject_version),
                events::occurred_at.eq(stamp.at),
            )
        })
        .collect();
    insert_rows!(events::table, rows, conn);
    Ok(())
}

/// The same for many rows: columns as arrays, so that the statement does not grow with them.
async fn record_many(conn: &mut AsyncPgConnection, stamp: &Stamp, happened: &[Event]) -> Result<(), Error> {
    let sql = "INSERT INTO events (id, event_type, subject_type, subject_id, subject_version, occurred_at)
        SELECT id, event_type, subject_type, subject_id, subject_version, $1
        FROM unnest($2, $3, $4, $5, $6) AS row (id, event_type, subject_type, subject_id, subject_version)";
    diesel::sql_query(sql)
        .bind::<Timestamptz, _>(stamp.at)
        .bind::<Array<SqlUuid>, _>(happened.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(happened.iter().map(|event| event.event_type.as_str()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(happened.iter().map(|event| event.subject_type.as_str()).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(happened.iter().map(|event| event.subject_id).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(happened.iter().map(|event| event.subject_version).collect::<Vec<_>>())
        .execute(conn)
        .await?;
    Ok(())
}

/// Events after a position, oldest first.
///
/// # Errors
/// [`Error`] of the database.
pub async fn after(
    mut conn: &AsyncPgConnection,
    position: i64,
    limit: i64,
) -> Result<Vec<NumberedEvent>, Error> {
    Ok(events::table
        .filter(events::position.gt(position))
        .order(events::position)
        .limit(limit)
        .select(NumberedEvent::as_select())
        .load(&mut conn)
        .await?)
}
