//! SQL of external ids: what other systems call a unit.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::case_when;
use diesel::pg::Pg;
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
    Ok(own.for_no_key_update().select(ExternalId::as_select()).first(tx).await?)
}

/// Sets the first day on which the id is no longer the unit's.
pub async fn set_end(tx: &mut AsyncPgConnection, id: Uuid, ends_before: NaiveDate) -> Result<(), Error> {
    let row = diesel::update(unit_external_ids::table.find(id));
    row.set(unit_external_ids::ends_before.eq(ends_before)).execute(tx).await?;
    Ok(())
}

/// Ends the ids of a unit that closes. An id that would start later is left with no day.
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

/// The ids that ended with a unit when it closed.
pub async fn list_ended_with_unit(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    closed_on: NaiveDate,
) -> Result<Vec<ExternalId>, Error> {
    Ok(unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(unit_external_ids::ends_before.eq(closed_on))
        .order(unit_external_ids::id)
        .select(ExternalId::as_select())
        .load(&mut conn)
        .await?)
}

/// Gives a reopened unit back the ids that ended with it.
///
/// # Errors
/// Constraint `external_id_taken` when another unit has one of them by now.
pub async fn resume_with_unit(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    closed_on: NaiveDate,
) -> Result<(), Error> {
    let ended = unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(unit_external_ids::ends_before.eq(closed_on));
    diesel::update(ended).set(unit_external_ids::ends_before.eq(None::<NaiveDate>)).execute(tx).await?;
    Ok(())
}

/// Another entry with the same id in the same system on some of the same days.
pub async fn find_same_id(mut conn: &AsyncPgConnection, row: &ExternalId) -> Result<Option<Uuid>, Error> {
    let same = overlapping(row).filter(unit_external_ids::value.eq(&row.value));
    Ok(same.select(unit_external_ids::id).first(&mut conn).await.optional()?)
}

/// Another entry of the same unit in the same system on some of the same days.
pub async fn find_same_unit(mut conn: &AsyncPgConnection, row: &ExternalId) -> Result<Option<Uuid>, Error> {
    let same = overlapping(row).filter(unit_external_ids::unit_id.eq(row.unit_id));
    Ok(same.select(unit_external_ids::id).first(&mut conn).await.optional()?)
}

/// Other entries of the same system on some of the same days; an entry that was removed before its first day has none.
fn overlapping(row: &ExternalId) -> unit_external_ids::BoxedQuery<'_, Pg> {
    use unit_external_ids::{ends_before, starts_on};
    let has_days = ends_before.is_null().or(ends_before.gt(starts_on.nullable()));
    let mut query = unit_external_ids::table
        .filter(unit_external_ids::id.ne(row.id))
        .filter(unit_external_ids::system.eq(&row.system))
        .filter(has_days)
        .filter(ends_before.is_null().or(ends_before.gt(row.starts_on)))
        .into_boxed();
    if let Some(end) = row.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    query
}
