//! Whose people a caller reads: in whose reach one subject is, and the units of a list.

use chrono::NaiveDate;
use uuid::Uuid;

use super::model::Subject;
use super::store;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::http::{Code, Problem, Violation};

/// The unit in whose reach a subject is, with all units above it, if the caller may read people there.
///
/// # Errors
/// Not found otherwise.
pub async fn find_lineage(
    conn: &Connection,
    caller: &Caller,
    subject: Subject,
    today: NaiveDate,
) -> Result<Vec<Uuid>, db::Error> {
    let unit = store::unit_of(conn, subject, today).await?;
    let lineage = authorization::lineage(conn, unit, today).await?;
    if caller.may(Permission::ReadPeople, &lineage) { Ok(lineage) } else { Err(db::Error::NotFound) }
}

/// Passes when the caller may do something over the unit that a unit went over to.
///
/// # Errors
/// 403 otherwise.
pub async fn require_over(
    conn: &Connection,
    caller: &Caller,
    permission: Permission,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    caller.require(permission, &lineage_in_force(conn, unit_id, today).await?)
}

/// The same for the unit that a new thing names at `/unitId`.
///
/// # Errors
/// 400 when there is no such unit, 403 otherwise.
pub async fn require_over_named(
    conn: &Connection,
    caller: &Caller,
    permission: Permission,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let lineage = lineage_in_force(conn, unit_id, today).await?;
    require_over_found(caller, permission, &lineage, || {
        Violation::at("/unitId", Code::unknown_unit).with("unit", unit_id)
    })
}

/// The same for a unit that was looked for, with all units above it.
///
/// # Errors
/// 400 with this fault when there is none, 403 otherwise.
pub fn require_over_found(
    caller: &Caller,
    permission: Permission,
    lineage: &[Uuid],
    unknown: impl FnOnce() -> Violation,
) -> Result<(), Problem> {
    if lineage.is_empty() {
        return Err(Problem::invalid(vec![unknown()]));
    }
    caller.require(permission, lineage)
}

/// The unit that a unit went over to, or itself, with all units above it; none when there is no such unit.
pub async fn lineage_in_force(
    conn: &Connection,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<Uuid>, db::Error> {
    let now = store::units_in_force(conn, &[unit_id], today).await?;
    let unit = now.get(&unit_id).copied().unwrap_or(unit_id);
    authorization::lineage(conn, unit, today).await
}

/// The units whose people a list shows: those in the caller's reach, and the closed ones that went over to them; `None` are
/// all.
pub async fn readable_units(
    conn: &Connection,
    scope: &UnitScope,
    today: NaiveDate,
) -> Result<Option<Vec<Uuid>>, db::Error> {
    match scope.filter() {
        None => Ok(None),
        Some(units) => Ok(Some(store::with_predecessors(conn, &units, today).await?)),
    }
}

/// The same for a unit that is asked for, with all units below it.
pub async fn units_below(
    conn: &Connection,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Option<Vec<Uuid>>, db::Error> {
    let Some(root) = unit_id else { return Ok(None) };
    let units = authorization::subtrees(conn, &[root], today).await?;
    Ok(Some(store::with_predecessors(conn, &units, today).await?))
}
