//! SQL of the values that were reported last.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Numeric, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;

#[derive(QueryableByName)]
struct LastValue {
    #[diesel(sql_type = SqlUuid)]
    item_id: Uuid,
    #[diesel(sql_type = Numeric)]
    value: Decimal,
}

/// The last accepted value of each item before a day.
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
