//! Finding units by name.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::schema::unit_versions;

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
