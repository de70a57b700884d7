//! SQL of pledges: rows, single reads and locks. Lists, writes and revisions have files of their own.

mod list;
mod owed;
mod revisions;
mod write;

pub use list::{Filter, UnitState, answers, count_late, list, state_counts, states};
pub use owed::{misjudged, owe};
pub use revisions::{
    LiveItem, ReportedItem, Revision, approve, live_items, reported_items, revision, revisions,
};
pub use write::{advance, create};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{PledgeContent, PledgeStatus};
use crate::db::Error;
use crate::db::schema::{campaign_participants, pledges};

/// A pledge as its unit is writing it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pledges)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Pledge {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub unit_id: Uuid,
    #[diesel(deserialize_as = String)]
    pub status: PledgeStatus,
    #[diesel(deserialize_as = Value)]
    pub content: PledgeContent,
    pub revision: i32,
    pub copied_from_id: Option<Uuid>,
    pub submitted_on: Option<NaiveDate>,
    pub is_late: bool,
    pub submitted_by: Option<Uuid>,
    pub created_by: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A pledge.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Pledge, Error> {
    Ok(pledges::table.find(id).select(Pledge::as_select()).first(&mut conn).await?)
}

/// A pledge, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Pledge, Error> {
    Ok(pledges::table.find(id).for_no_key_update().select(Pledge::as_select()).first(tx).await?)
}

/// The pledge of a unit in a campaign, unless it was withdrawn.
///
/// # Errors
/// [`Error`] of the database.
pub async fn of_unit(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<Pledge>, Error> {
    Ok(pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
        .filter(pledges::unit_id.eq(unit_id))
        .filter(pledges::status.ne(PledgeStatus::Withdrawn.as_str()))
        .select(Pledge::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// Whether a unit takes part in a campaign now.
///
/// # Errors
/// [`Error`] of the database.
pub async fn takes_part(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<bool, Error> {
    let own = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .filter(campaign_participants::unit_id.eq(unit_id))
        .filter(campaign_participants::left_on.is_null());
    Ok(diesel::select(diesel::dsl::exists(own)).get_result(&mut conn).await?)
}
