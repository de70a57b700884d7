//! Reads of single units, their versions, and the units of a list by code.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Unit, Version};
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{unit_versions, units};
use crate::features::units::rules::{Days, version_for};

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

/// Passes when there is such a unit.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn check_exists(mut conn: &AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    units::table.find(id).select(units::id).first::<Uuid>(&mut conn).await?;
    Ok(())
}

/// The versions of a unit that begin after a day, in order of time.
pub async fn list_versions(
    mut conn: &AsyncPgConnection,
    id: Uuid,
    after: Option<NaiveDate>,
    page: &PageRead,
) -> Result<Vec<Version>, Error> {
    let mut query =
        unit_versions::table.filter(unit_versions::unit_id.eq(id)).select(Version::as_select()).into_boxed();
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(unit_versions::starts_on.gt(after));
    }
    Ok(query.order(unit_versions::starts_on).limit(page.limit).load(&mut conn).await?)
}

/// The unit that has a code.
pub async fn find_by_code(mut conn: &AsyncPgConnection, code: &str) -> Result<Option<Uuid>, Error> {
    let with_code = units::table.filter(units::code.eq(code)).select(units::id);
    Ok(with_code.first(&mut conn).await.optional()?)
}

/// Agency codes of a version of a unit.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = unit_versions)]
pub struct AgencyCodes {
    /// By Decision 20/2020/QĐ-TTg.
    pub agency_code: Option<String>,
    /// By QCVN 102:2016.
    pub legacy_agency_code: Option<String>,
    /// The first day on which the version is no longer valid.
    pub ends_before: Option<NaiveDate>,
}

/// The versions that have one of these agency codes, new or old.
pub async fn list_agency_codes(
    tx: &mut AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<AgencyCodes>, Error> {
    let has_one =
        unit_versions::agency_code.eq_any(codes).or(unit_versions::legacy_agency_code.eq_any(codes));
    Ok(unit_versions::table.filter(has_one).select(AgencyCodes::as_select()).load(tx).await?)
}

/// Units with the version of a day, by code, a page at a time; `None` are all units.
pub async fn list_by_code(
    mut conn: &AsyncPgConnection,
    ids: Option<&[Uuid]>,
    after: Option<&str>,
    page: &PageRead,
    day: NaiveDate,
) -> Result<Vec<(Unit, Version)>, Error> {
    let mut query = page.only_updated(units::table.select(units::id).into_boxed(), units::updated_at);
    if let Some(ids) = ids {
        query = query.filter(units::id.eq_any(ids));
    }
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(units::code.gt(after));
    }
    let shown: Vec<Uuid> = query.order(units::code).limit(page.limit).load(&mut conn).await?;
    let rows: Vec<(Unit, Version)> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq_any(shown))
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

/// Codes of units that stand directly below on some day from `from` on.
pub async fn find_child_codes(
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
