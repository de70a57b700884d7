//! SQL of what other systems call a unit.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::unit_external_ids;

/// What a system calls a unit, from day to day.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_external_ids)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ExternalId {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub system: String,
    pub value: String,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// Writes a new id.
///
/// # Errors
/// Constraint `external_id_taken` or `external_id_already_given`.
pub async fn create(tx: &mut AsyncPgConnection, external_id: &ExternalId) -> Result<(), Error> {
    diesel::insert_into(unit_external_ids::table).values(external_id).execute(tx).await?;
    Ok(())
}

/// Every id a unit ever had, oldest first.
///
/// # Errors
/// [`Error`] of the database.
pub async fn list(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ExternalId>, Error> {
    Ok(unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(unit_external_ids::id.gt(after.unwrap_or(Uuid::nil())))
        .order(unit_external_ids::id)
        .limit(limit)
        .select(ExternalId::as_select())
        .load(&mut conn)
        .await?)
}

/// One id of a unit, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    id: Uuid,
) -> Result<ExternalId, Error> {
    let own = unit_external_ids::table.find(id).filter(unit_external_ids::unit_id.eq(unit_id));
    Ok(own.for_update().select(ExternalId::as_select()).first(tx).await?)
}

/// Sets the first day on which the id is no longer the unit's.
///
/// # Errors
/// [`Error`] of the database.
pub async fn set_end(tx: &mut AsyncPgConnection, id: Uuid, ends_before: NaiveDate) -> Result<(), Error> {
    let row = diesel::update(unit_external_ids::table.find(id));
    row.set(unit_external_ids::ends_before.eq(ends_before)).execute(tx).await?;
    Ok(())
}

/// Ends with a unit what still runs when it closes; an id that would begin later holds on no day then.
///
/// # Errors
/// [`Error`] of the database.
pub async fn end_with_unit(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    closed_on: NaiveDate,
) -> Result<(), Error> {
    use unit_external_ids::{ends_before, starts_on};
    let running = unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(ends_before.is_null().or(ends_before.gt(closed_on)));
    let end = case_when(starts_on.gt(closed_on), starts_on).otherwise(closed_on);
    diesel::update(running).set(ends_before.eq(end.nullable())).execute(tx).await?;
    Ok(())
}

/// Gives a reopened unit the ids back that ended with it.
///
/// # Errors
/// Constraint `external_id_taken` when another unit has one of them by now.
pub async fn begin_again(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    was_closed_on: NaiveDate,
) -> Result<(), Error> {
    let ended = unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(unit_external_ids::ends_before.eq(was_closed_on));
    diesel::update(ended).set(unit_external_ids::ends_before.eq(None::<NaiveDate>)).execute(tx).await?;
    Ok(())
}
