//! SQL of the states of items and units.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Integer, Jsonb, Nullable, Numeric, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use crate::db::Error;
use crate::db::json::{from_json, to_json};
use crate::db::schema::{item_progress, pledge_items, unit_progress};
use crate::features::campaigns::rules::indicators::Aggregation;
use crate::features::progress::rules::{Item, ItemState, Reported, Scale, Share, UnitState};

/// What was accepted of an item through a day.
pub(super) type ReportedRow = (Uuid, NaiveDate, Reported);
/// The state of an item through a day.
pub(super) type ItemStateRow = (Uuid, NaiveDate, ItemState);

/// The day of the state before any report.
pub(super) fn before_all() -> NaiveDate {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default()
}

type ItemColumns = (Uuid, Uuid, Decimal, Option<Decimal>, Option<Decimal>, Option<Aggregation>);

/// The items in force of a unit's pledge.
pub(super) async fn items(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<Vec<Item>, Error> {
    let rows: Vec<ItemColumns> = pledge_items::table
        .filter(pledge_items::campaign_id.eq(campaign_id))
        .filter(pledge_items::unit_id.eq(unit_id))
        .filter(pledge_items::removed_in.is_null())
        .select((
            pledge_items::id,
            pledge_items::content_id,
            pledge_items::weight,
            pledge_items::baseline,
            pledge_items::target,
            pledge_items::aggregation,
        ))
        .load(&mut conn)
        .await?;
    let item = |(id, content_id, weight, baseline, target, aggregation): ItemColumns| {
        let scale = match (baseline, target, aggregation) {
            (Some(baseline), Some(target), Some(aggregation)) => {
                Some(Scale { baseline, target, aggregation })
            }
            _ => None,
        };
        Item { id, content_id, weight, scale }
    };
    Ok(rows.into_iter().map(item).collect())
}

type RowColumns = (Uuid, NaiveDate, Option<Decimal>, Option<String>, Option<Decimal>);

/// What was accepted of a unit from a day on, day by day.
pub(super) async fn rows_from(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
    from: NaiveDate,
) -> Result<Vec<ReportedRow>, Error> {
    let rows: Vec<RowColumns> = item_progress::table
        .filter(item_progress::campaign_id.eq(campaign_id))
        .filter(item_progress::unit_id.eq(unit_id))
        .filter(item_progress::through_on.ge(from))
        .order((item_progress::through_on, item_progress::item_id))
        .select((
            item_progress::item_id,
            item_progress::through_on,
            item_progress::value,
            item_progress::rating,
            item_progress::rating_progress,
        ))
        .load(&mut conn)
        .await?;
    let row = |(id, through_on, value, rating, share): RowColumns| {
        let reported = match (value, rating, share) {
            (Some(value), ..) => Reported::Value(value),
            (None, Some(rating), Some(share)) => Reported::Rating(rating, share),
            _ => Reported::NotApplicable,
        };
        (id, through_on, reported)
    };
    Ok(rows.into_iter().map(row).collect())
}

#[derive(QueryableByName)]
struct LastState {
    #[diesel(sql_type = SqlUuid)]
    item_id: Uuid,
    #[diesel(sql_type = Numeric)]
    total: Decimal,
    #[diesel(sql_type = Integer)]
    value_count: i32,
    #[diesel(sql_type = Nullable<Numeric>)]
    raw: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    progress: Option<Decimal>,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    is_out: bool,
}

/// The last state of each item before a day: one look into the index for each, however long the history is.
pub(super) async fn states_before(
    mut conn: &AsyncPgConnection,
    items: &[Item],
    from: NaiveDate,
) -> Result<HashMap<Uuid, ItemState>, Error> {
    if from == before_all() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let sql = "SELECT item.id AS item_id, total, value_count, raw, progress,
            value IS NULL AND rating IS NULL AS is_out
        FROM unnest($1) AS item (id) CROSS JOIN LATERAL (
            SELECT * FROM item_progress WHERE item_id = item.id AND through_on < $2
            ORDER BY through_on DESC LIMIT 1) AS last";
    let rows: Vec<LastState> =
        diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(ids).bind::<Date, _>(from).load(&mut conn).await?;
    let state = |row: LastState| {
        let LastState { item_id, total, value_count, raw, progress, is_out } = row;
        (item_id, ItemState { total, value_count, raw, progress, is_out })
    };
    Ok(rows.into_iter().map(state).collect())
}

/// The stored states of a unit from a day on, and the last one before it.
pub(super) async fn unit_states(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
    from: NaiveDate,
) -> Result<BTreeMap<NaiveDate, UnitState>, Error> {
    let columns = (
        unit_progress::through_on,
        unit_progress::by_content,
        unit_progress::item_count,
        unit_progress::known_count,
    );
    let own = unit_progress::table
        .filter(unit_progress::campaign_id.eq(campaign_id))
        .filter(unit_progress::unit_id.eq(unit_id));
    let mut rows: Vec<(NaiveDate, Value, i32, i32)> =
        own.filter(unit_progress::through_on.ge(from)).select(columns).load(&mut conn).await?;
    let before = own
        .filter(unit_progress::through_on.lt(from))
        .order(unit_progress::through_on.desc())
        .select(columns)
        .first(&mut conn)
        .await
        .optional()?;
    rows.extend(before);
    rows.into_iter()
        .map(|(day, by_content, item_count, known_count)| {
            Ok((day, UnitState { by_content: shares(by_content)?, item_count, known_count }))
        })
        .collect()
}

/// Reads the shares of contents from their stored form.
pub(super) fn shares(stored: Value) -> Result<BTreeMap<Uuid, Share>, Error> {
    let read: BTreeMap<Uuid, (Decimal, Decimal)> = from_json(stored)?;
    Ok(read.into_iter().map(|(id, (weighted, weight))| (id, Share { weighted, weight })).collect())
}

/// Writes states of items.
pub(super) async fn write_items(tx: &mut AsyncPgConnection, rows: &[ItemStateRow]) -> Result<(), Error> {
    let sql = "UPDATE item_progress AS kept
        SET total = new.total, value_count = new.value_count, raw = new.raw, progress = new.progress
        FROM unnest($1, $2, $3, $4, $5, $6) AS new (item_id, through_on, total, value_count, raw, progress)
        WHERE kept.item_id = new.item_id AND kept.through_on = new.through_on";
    let of = |part: fn(&ItemState) -> Option<Decimal>| -> Vec<Option<Decimal>> {
        rows.iter().map(|(.., state)| part(state)).collect()
    };
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(rows.iter().map(|(_, day, _)| *day).collect::<Vec<_>>())
        .bind::<Array<Numeric>, _>(rows.iter().map(|(.., state)| state.total).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(rows.iter().map(|(.., state)| state.value_count).collect::<Vec<_>>())
        .bind::<Array<Nullable<Numeric>>, _>(of(|state| state.raw))
        .bind::<Array<Nullable<Numeric>>, _>(of(|state| state.progress))
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes states of a unit.
pub(super) async fn write_units(
    tx: &mut AsyncPgConnection,
    (campaign_id, unit_id): (Uuid, Uuid),
    states: &BTreeMap<NaiveDate, UnitState>,
) -> Result<(), Error> {
    for (day, state) in states {
        let text = |share: &Share| (share.weighted.to_string(), share.weight.to_string());
        let by_content: BTreeMap<String, (String, String)> =
            state.by_content.iter().map(|(id, share)| (id.to_string(), text(share))).collect();
        let by_content = to_json(&by_content)?;
        let whole = state.whole();
        let sql = "INSERT INTO unit_progress (campaign_id, unit_id, through_on, by_content, weighted, weight, item_count,
                known_count, progress)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT ON CONSTRAINT unit_progress_pkey DO UPDATE
            SET by_content = excluded.by_content, weighted = excluded.weighted, weight = excluded.weight,
                item_count = excluded.item_count, known_count = excluded.known_count, progress = excluded.progress";
        diesel::sql_query(sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<SqlUuid, _>(unit_id)
            .bind::<Date, _>(*day)
            .bind::<Jsonb, _>(by_content)
            .bind::<Numeric, _>(whole.weighted)
            .bind::<Numeric, _>(whole.weight)
            .bind::<Integer, _>(state.item_count)
            .bind::<Integer, _>(state.known_count)
            .bind::<Nullable<Numeric>, _>(state.progress())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
