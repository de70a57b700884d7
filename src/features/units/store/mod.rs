//! SQL of units: rows, single reads, locks and the tree. Lists and writes have files of their own.

pub mod external_ids;
mod list;
mod names;
pub mod successions;
mod write;

pub use list::{After, Filter, UnitSort, count, list};
pub use names::{UnitName, find_ids_by_name, find_names, find_names_by_id, find_ref, find_refs};
pub use write::{advance, correct_version, create, end_version, split_version};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Date, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{Content, Days, Life, UnitKind, version_for};
use crate::db::schema::{unit_versions, units};
use crate::db::{Error, advisory_lock};

/// Moves in the tree wait for each other: two of them at once could close a circle that neither sees.
const TREE_LOCK: i64 = 0x7472_6565;

/// A unit without its versions.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = units)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Unit {
    pub id: Uuid,
    pub code: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a unit is over a range of days.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_versions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Version {
    pub id: Uuid,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub name: String,
    #[diesel(deserialize_as = String)]
    pub kind: UnitKind,
    pub parent_id: Option<Uuid>,
    pub agency_code: Option<String>,
    pub legacy_agency_code: Option<String>,
}

impl Unit {
    /// From when until when it exists.
    #[must_use]
    pub fn life(&self) -> Life {
        Life { opened_on: self.opened_on, closed_on: self.closed_on }
    }
}

impl Version {
    /// The days it holds.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }

    /// What it says.
    #[must_use]
    pub fn content(&self) -> Content {
        Content {
            name: self.name.clone(),
            kind: self.kind,
            parent_id: self.parent_id,
            agency_code: self.agency_code.clone(),
            legacy_agency_code: self.legacy_agency_code.clone(),
        }
    }
}

diesel::define_sql_function! {
    /// Whether a unit stands below another on any of the days.
    fn unit_is_below(unit: SqlUuid, above: SqlUuid, from_day: Date, until_day: Nullable<Date>) -> Bool;
}

/// Units with the version of a day, by code, a page at a time; `None` are all units.
///
/// # Errors
/// [`Error`] of the database.
pub async fn by_code(
    mut conn: &AsyncPgConnection,
    ids: Option<&[Uuid]>,
    after: Option<&str>,
    limit: i64,
    day: NaiveDate,
) -> Result<Vec<(Unit, Version)>, Error> {
    let mut page = units::table.select(units::id).order(units::code).limit(limit).into_boxed();
    if let Some(ids) = ids {
        page = page.filter(units::id.eq_any(ids));
    }
    if let Some(after) = after {
        page = page.filter(units::code.gt(after));
    }
    let page: Vec<Uuid> = page.load(&mut conn).await?;
    let rows: Vec<(Unit, Version)> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq_any(page))
        .order((units::code, unit_versions::starts_on))
        .select((Unit::as_select(), Version::as_select()))
        .load(&mut conn)
        .await?;
    let of_one = rows.chunk_by(|(one, _), (other, _)| one.id == other.id);
    Ok(of_one.filter_map(|rows| version_on(rows, day)).collect())
}

fn version_on(rows: &[(Unit, Version)], day: NaiveDate) -> Option<(Unit, Version)> {
    let days: Vec<Days> = rows.iter().map(|(_, version)| version.days()).collect();
    rows.get(version_for(&days, day)?).cloned()
}

/// A unit with all its versions in order of time, in one query.
///
/// # Errors
/// [`Error::NotFound`] when there is no such unit.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<(Unit, Vec<Version>), Error> {
    let rows: Vec<(Unit, Version)> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq(id))
        .order(unit_versions::starts_on)
        .select((Unit::as_select(), Version::as_select()))
        .load(&mut conn)
        .await?;
    together(rows).ok_or(Error::NotFound)
}

/// The same, with the unit locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is no such unit.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(Unit, Vec<Version>), Error> {
    units::table.find(id).select(units::id).for_update().first::<Uuid>(tx).await?;
    find(tx, id).await
}

/// The life of a unit that shall be a parent; it can't be closed until the transaction ends.
///
/// # Errors
/// [`Error`] of the database.
pub async fn lock_parent(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Life>, Error> {
    let unit = units::table.find(id).select(Unit::as_select()).for_share().first(tx).await.optional()?;
    Ok(unit.map(|unit| unit.life()))
}

/// Lets one move in the tree go on at a time.
///
/// # Errors
/// [`Error`] of the database.
pub async fn lock_tree(tx: &mut AsyncPgConnection) -> Result<(), Error> {
    advisory_lock(tx, TREE_LOCK).await
}

/// Whether `unit` stands below `above` on any of the days.
///
/// # Errors
/// [`Error`] of the database.
pub async fn is_below(
    tx: &mut AsyncPgConnection,
    unit: Uuid,
    above: Uuid,
    days: Days,
) -> Result<bool, Error> {
    let below = unit_is_below(unit, above, days.starts_on, days.ends_before);
    Ok(diesel::select(below).get_result(tx).await?)
}

/// Units by code; they can't be closed until the transaction ends.
///
/// # Errors
/// [`Error`] of the database.
pub async fn share_by_codes(tx: &mut AsyncPgConnection, codes: &[String]) -> Result<Vec<Unit>, Error> {
    Ok(units::table
        .filter(units::code.eq_any(codes))
        .order(units::id)
        .for_share()
        .select(Unit::as_select())
        .load(tx)
        .await?)
}

/// Codes of units that stand directly below on some day from `from` on.
///
/// # Errors
/// [`Error`] of the database.
pub async fn children_from(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    from: NaiveDate,
) -> Result<Vec<String>, Error> {
    Ok(unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::parent_id.eq(id))
        .filter(unit_versions::ends_before.is_null().or(unit_versions::ends_before.gt(from)))
        .order(units::code)
        .distinct()
        .select(units::code)
        .load(tx)
        .await?)
}

fn together(rows: Vec<(Unit, Version)>) -> Option<(Unit, Vec<Version>)> {
    let unit = rows.iter().map(|(unit, _)| unit.clone()).next()?;
    Some((unit, rows.into_iter().map(|(_, version)| version).collect()))
}
