//! SQL of look-ups: what other systems name by their own words, and what was reported last.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Numeric, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{campaigns, unit_external_ids, unit_versions, units};

/// The system that files whole reports.
const IOFFICE: &str = "ioffice";

/// The launched campaign of a code.
///
/// # Errors
/// [`Error`] of the database.
pub async fn campaign_by_code(mut conn: &AsyncPgConnection, code: &str) -> Result<Option<Uuid>, Error> {
    let of_code = campaigns::table.filter(campaigns::code.eq(code)).select(campaigns::id);
    Ok(of_code.first(&mut conn).await.optional()?)
}

/// The unit of a code.
///
/// # Errors
/// [`Error`] of the database.
pub async fn unit_by_code(mut conn: &AsyncPgConnection, code: &str) -> Result<Option<Uuid>, Error> {
    let of_code = units::table.filter(units::code.eq(code)).select(units::id);
    Ok(of_code.first(&mut conn).await.optional()?)
}

/// The unit that has an agency code (Quyết định 20/2020/QĐ-TTg) on a day.
///
/// # Errors
/// [`Error`] of the database.
pub async fn unit_by_agency_code(
    mut conn: &AsyncPgConnection,
    code: &str,
    day: NaiveDate,
) -> Result<Option<Uuid>, Error> {
    Ok(unit_versions::table
        .filter(unit_versions::agency_code.eq(code))
        .filter(unit_versions::starts_on.le(day))
        .filter(unit_versions::ends_before.is_null().or(unit_versions::ends_before.gt(day)))
        .select(unit_versions::unit_id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// The unit that the document system calls so on a day.
///
/// # Errors
/// [`Error`] of the database.
pub async fn unit_by_external_id(
    mut conn: &AsyncPgConnection,
    value: &str,
    day: NaiveDate,
) -> Result<Option<Uuid>, Error> {
    Ok(unit_external_ids::table
        .filter(unit_external_ids::system.eq(IOFFICE))
        .filter(unit_external_ids::value.eq(value))
        .filter(unit_external_ids::starts_on.le(day))
        .filter(unit_external_ids::ends_before.is_null().or(unit_external_ids::ends_before.gt(day)))
        .select(unit_external_ids::unit_id)
        .first(&mut conn)
        .await
        .optional()?)
}

#[derive(QueryableByName)]
struct LastValue {
    #[diesel(sql_type = SqlUuid)]
    item_id: Uuid,
    #[diesel(sql_type = Numeric)]
    value: Decimal,
}

/// The last accepted value of each item before a day.
///
/// # Errors
/// [`Error`] of the database.
pub async fn last_values(
    mut conn: &AsyncPgConnection,
    items: &[Uuid],
    before: NaiveDate,
) -> Result<HashMap<Uuid, Decimal>, Error> {
    let sql = "SELECT item.id AS item_id, last.value
        FROM unnest($1) AS item (id) CROSS JOIN LATERAL (
            SELECT value FROM item_progress
            WHERE item_id = item.id AND through_on < $2 AND value IS NOT NULL
            ORDER BY through_on DESC LIMIT 1) AS last";
    let rows: Vec<LastValue> = diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(items)
        .bind::<Date, _>(before)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.item_id, row.value)).collect())
}
