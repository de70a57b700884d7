//! Locks of units and of the tree, and what holds while a lock does.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Integer, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Unit, Version};
use super::read::find;
use crate::db::schema::units;
use crate::db::{Error, advisory_lock};
use crate::features::units::rules::{Days, Life};

/// Moves in the tree wait for each other: two of them at once could close a circle that neither sees.
const TREE_LOCK: i64 = 0x7472_6565;

diesel::define_sql_function! {
    /// Whether a unit stands below another on any of the days.
    fn unit_is_below(unit: SqlUuid, above: SqlUuid, from_day: Date, until_day: Nullable<Date>) -> Bool;
}

/// A unit with its versions, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is no such unit.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(Unit, Vec<Version>), Error> {
    units::table.find(id).select(units::id).for_no_key_update().first::<Uuid>(tx).await?;
    find(tx, id).await
}

/// The life of a unit that shall be a parent; it can't be closed until the transaction ends.
pub async fn lock_parent(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Life>, Error> {
    let unit = units::table.find(id).select(Unit::as_select()).for_share().first(tx).await.optional()?;
    Ok(unit.map(|unit| unit.life()))
}

/// Locks the tree: one move at a time.
pub async fn lock_tree(tx: &mut AsyncPgConnection) -> Result<(), Error> {
    advisory_lock(tx, TREE_LOCK).await
}

/// Whether `unit` stands below `above` on any of the days.
pub async fn is_below(
    tx: &mut AsyncPgConnection,
    unit: Uuid,
    above: Uuid,
    days: Days,
) -> Result<bool, Error> {
    let below = unit_is_below(unit, above, days.starts_on, days.ends_before);
    Ok(diesel::select(below).get_result(tx).await?)
}

/// How many levels a unit and the units below it have on a day; no more than so many are counted.
pub async fn count_levels(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    day: NaiveDate,
    most: usize,
) -> Result<usize, Error> {
    let sql = "WITH RECURSIVE placed AS MATERIALIZED (
            SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM unit_versions
            ORDER BY unit_id, CASE WHEN starts_on <= $2 THEN starts_on END DESC NULLS LAST, starts_on
        ),
        down (id, level) AS (
            SELECT $1, 1
            UNION ALL
            SELECT placed.unit_id, down.level + 1
            FROM down JOIN placed ON placed.parent_id = down.id WHERE down.level < $3
        )
        SELECT max(level) AS levels FROM down";
    let most = i32::try_from(most).unwrap_or(i32::MAX);
    let found: Levels = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(id)
        .bind::<Date, _>(day)
        .bind::<Integer, _>(most)
        .get_result(tx)
        .await?;
    Ok(usize::try_from(found.levels).unwrap_or(0))
}

#[derive(QueryableByName)]
struct Levels {
    #[diesel(sql_type = Integer)]
    levels: i32,
}

/// Units by code; they can't be closed until the transaction ends.
pub async fn lock_shared_by_codes(tx: &mut AsyncPgConnection, codes: &[String]) -> Result<Vec<Unit>, Error> {
    Ok(units::table
        .filter(units::code.eq_any(codes))
        .order(units::id)
        .for_share()
        .select(Unit::as_select())
        .load(tx)
        .await?)
}
