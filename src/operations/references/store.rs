//! SQL of references.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{unit_versions, units};

/// Id, code and name of units on a day, by code.
pub(super) async fn list_units(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<(Uuid, String, String)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let versions: Vec<(Uuid, String, String, NaiveDate)> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq_any(ids))
        .order((units::code, unit_versions::starts_on))
        .select((units::id, units::code, unit_versions::name, unit_versions::starts_on))
        .load(&mut conn)
        .await?;
    let by_unit = versions.chunk_by(|one, other| one.0 == other.0);
    let on_day = |versions: &[(Uuid, String, String, NaiveDate)]| {
        let (id, code, name, _) = versions.iter().rfind(|version| version.3 <= day).or(versions.first())?;
        Some((*id, code.clone(), name.clone()))
    };
    Ok(by_unit.filter_map(on_day).collect())
}
