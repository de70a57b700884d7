//! SQL of the event feed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::events;

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
    pub subject_version: RowVersion,
    pub occurred_at: DateTime<Utc>,
}

/// Events after a position, oldest first.
pub async fn list_after(
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
