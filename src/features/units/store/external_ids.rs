//! SQL of external ids: what other systems call a unit.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::case_when;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Unit, Version};
use super::recorded::RecordedUnit;
use super::write::advance;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{unit_external_ids, units};
use crate::record::{Occurrence, Recorded, Subject, record_change};

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

/// A unit with one of its external ids, or before it had that id.
struct RecordedExternalId<'a> {
    unit: RecordedUnit<'a>,
    external_id: Option<&'a ExternalId>,
}

impl Recorded for RecordedExternalId<'_> {
    fn subject(&self) -> Subject {
        self.unit.subject()
    }

    fn version(&self) -> RowVersion {
        self.unit.version()
    }

    fn audited(&self) -> Value {
        let external_id = self.external_id.map(|row| {
            json!({
                "system": row.system,
                "value": row.value,
                "startsOn": row.starts_on,
                "endsOn": row.ends_before.and_then(|end| end.pred_opt()),
            })
        });
        let mut audited = self.unit.audited();
        if let Some(members) = audited.as_object_mut() {
            members.insert("externalId".to_owned(), json!(external_id));
        }
        audited
    }
}

/// Gives a locked unit an id, and records it.
///
/// # Errors
/// Constraint `external_id_taken` or `external_id_already_given`.
pub async fn give(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    unit: (&Unit, &[Version]),
    row: &ExternalId,
) -> Result<(), Error> {
    diesel::insert_into(unit_external_ids::table).values(row).execute(&mut *tx).await?;
    record(tx, context, unit, (None, row)).await
}

/// Ends an id of a locked unit today, and records it; one that has not begun is left with no day.
pub async fn end(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    unit: (&Unit, &[Version]),
    before: &ExternalId,
) -> Result<(), Error> {
    let end = context.today.max(before.starts_on);
    let row = diesel::update(unit_external_ids::table.find(before.id));
    row.set(unit_external_ids::ends_before.eq(end)).execute(&mut *tx).await?;
    let after = ExternalId { ends_before: Some(end), ..before.clone() };
    record(tx, context, unit, (Some(before), &after)).await
}

/// Records a change of an external id. The id is part of the unit: the unit's version grows.
async fn record(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    (before, after): (Option<&ExternalId>, &ExternalId),
) -> Result<(), Error> {
    let version = versions.last().ok_or_else(|| Error::Unexpected("a unit without a version".to_owned()))?;
    let (content, days) = (&version.content(), version.days());
    advance(tx, unit, unit.life(), context.at).await?;
    let unit_after = &Unit { version: unit.version.next(), ..unit.clone() };
    let recorded =
        |unit, external_id| RecordedExternalId { unit: RecordedUnit { unit, content, days }, external_id };
    let (before, after) = (recorded(unit, before), recorded(unit_after, Some(after)));
    record_change(tx, context, Occurrence::UnitChanged, Some(&before), &after).await
}

/// Every id a unit ever had, oldest first, after an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ExternalId>, Error> {
    let own = unit_external_ids::table
        .inner_join(units::table)
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .select(ExternalId::as_select());
    // They are part of the unit, which is written with each of them.
    let mut own = page.only_updated(own.into_boxed(), units::updated_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(unit_external_ids::id.gt(after.unwrap_or(Uuid::nil())));
    Ok(later.order(unit_external_ids::id).limit(page.limit).load(&mut conn).await?)
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

/// The id of a unit in a system on a day, locked until the transaction ends.
pub async fn lock_on(
    tx: &mut AsyncPgConnection,
    (unit_id, system): (Uuid, &str),
    day: NaiveDate,
) -> Result<Option<ExternalId>, Error> {
    use unit_external_ids::{ends_before, starts_on};
    let own = unit_external_ids::table
        .filter(unit_external_ids::unit_id.eq(unit_id))
        .filter(unit_external_ids::system.eq(system))
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)));
    Ok(own.for_no_key_update().select(ExternalId::as_select()).first(tx).await.optional()?)
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
