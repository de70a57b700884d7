//! Names of units: the look-ups for answers that name units.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::schema::{unit_versions, units};
use crate::features::units::rules::{Days, UnitRef, version_for};

/// The name of a unit on a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct UnitName {
    /// The unit.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name on that day.
    pub name: String,
}

impl From<UnitName> for UnitRef {
    fn from(UnitName { id, code, name }: UnitName) -> Self {
        Self { id, code, name }
    }
}

/// The names of units on a day, by code. A unit has its first name before its first day, and its last name after its last
/// day.
pub async fn find_names(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<UnitName>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(UnitName, (NaiveDate, Option<NaiveDate>))> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq_any(ids))
        .order((units::code, unit_versions::starts_on))
        .select((
            (units::id, units::code, unit_versions::name),
            (unit_versions::starts_on, unit_versions::ends_before),
        ))
        .load(&mut conn)
        .await?;
    let names_of_one = rows.chunk_by(|(one, _), (other, _)| one.id == other.id);
    let name_on_day = |rows: &[(UnitName, (NaiveDate, Option<NaiveDate>))]| {
        let days: Vec<Days> =
            rows.iter().map(|(_, (starts_on, ends_before))| Days::new(*starts_on, *ends_before)).collect();
        rows.get(version_for(&days, day)?).map(|(name, _)| name.clone())
    };
    Ok(names_of_one.filter_map(name_on_day).collect())
}

/// The names of units on a day, by id.
pub async fn find_names_by_id(
    conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, UnitName>, Error> {
    Ok(find_names(conn, ids, day).await?.into_iter().map(|unit| (unit.id, unit)).collect())
}

/// The units that the entries of a list name, as of a day, by id: one query for the whole list.
pub async fn find_refs(
    conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, UnitRef>, Error> {
    Ok(find_names(conn, ids, day).await?.into_iter().map(|unit| (unit.id, unit.into())).collect())
}

/// A unit that an answer names, as of a day.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_ref(conn: &AsyncPgConnection, id: Uuid, day: NaiveDate) -> Result<UnitRef, Error> {
    find_names(conn, &[id], day).await?.pop().map(UnitRef::from).ok_or(Error::NotFound)
}

/// Units whose name on a day is this one, in any case and without accents.
pub async fn find_ids_by_name(
    mut conn: &AsyncPgConnection,
    name: &str,
    day: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    Ok(unit_versions::table
        .filter(unit_versions::name_folded.eq(folded(name)))
        .filter(unit_versions::starts_on.le(day))
        .filter(unit_versions::ends_before.is_null().or(unit_versions::ends_before.gt(day)))
        .select(unit_versions::unit_id)
        .load(&mut conn)
        .await?)
}
