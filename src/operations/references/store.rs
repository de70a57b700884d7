//! SQL of references.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{unit_versions, units};

/// A name of a unit from a day on: id, code, name, first day.
pub(super) type NameRow = (Uuid, String, String, NaiveDate);

/// All names of units, by code, the oldest first.
pub(super) async fn list_unit_names(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<NameRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::unit_id.eq_any(ids))
        .order((units::code, unit_versions::starts_on))
        .select((units::id, units::code, unit_versions::name, unit_versions::starts_on))
        .load(&mut conn)
        .await?)
}
