//! From accepted values to states: an accepted report is taken in, and everything after it is folded again.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::{before_all, sums};
use crate::db::Error;
use crate::db::schema::{item_progress, pledge_items, unit_progress};
use crate::features::campaigns::rules::indicators::Aggregation;
use crate::features::progress::rules::{Item, ItemState, Reported, Scale, Share, UnitState, changed};

/// What was accepted of one item.
pub type Accepted = (Uuid, Reported);

/// Takes in what was accepted of a unit through a day, in place of what was accepted for that day before, and folds again
/// from there. The caller holds the unit's pledge.
///
/// # Errors
/// [`Error`] of the database.
pub async fn take_in(
    tx: &mut AsyncPgConnection,
    (campaign_id, unit_id): (Uuid, Uuid),
    through_on: NaiveDate,
    accepted: &[Accepted],
) -> Result<(), Error> {
    let value = |reported: &Reported| match reported {
        Reported::Value(value) => Some(*value),
        _ => None,
    };
    let rating = |reported: &Reported| match reported {
        Reported::Rating(code, progress) => Some((code.clone(), *progress)),
        _ => None,
    };
    let ids: Vec<Uuid> = accepted.iter().map(|(id, _)| *id).collect();
    let values: Vec<Option<Decimal>> = accepted.iter().map(|(_, reported)| value(reported)).collect();
    let (ratings, shares): (Vec<Option<String>>, Vec<Option<Decimal>>) =
        accepted.iter().map(|(_, reported)| rating(reported).unzip()).unzip();
    let sql = "INSERT INTO item_progress (item_id, through_on, campaign_id, unit_id, value, rating, rating_progress,
            total, value_count)
        SELECT item_id, $5, $6, $7, value, rating, rating_progress, 0, 0
        FROM unnest($1, $2, $3, $4) AS accepted (item_id, value, rating, rating_progress)
        ON CONFLICT ON CONSTRAINT item_progress_pkey DO UPDATE
        SET value = excluded.value, rating = excluded.rating, rating_progress = excluded.rating_progress";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Nullable<Numeric>>, _>(values)
        .bind::<Array<Nullable<Text>>, _>(ratings)
        .bind::<Array<Nullable<Numeric>>, _>(shares)
        .bind::<Date, _>(through_on)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<SqlUuid, _>(unit_id)
        .execute(&mut *tx)
        .await?;
    refold(tx, campaign_id, unit_id, Some(through_on)).await
}

/// Computes a unit's states again from a day on, or all of them, and moves the sums by what changed. The usual report is
/// the latest one: then this is one day's work, whatever came before.
///
/// # Errors
/// [`Error`] of the database.
pub async fn refold(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
    from: Option<NaiveDate>,
) -> Result<(), Error> {
    let from = from.unwrap_or_else(before_all);
    let items = items(tx, campaign_id, unit_id).await?;
    let rows = rows_from(tx, campaign_id, unit_id, from).await?;
    let known = states_before(tx, &items, from).await?;
    let (item_states, new) = folded(&items, known, &rows, from);
    let old = unit_states(tx, campaign_id, unit_id, from).await?;
    let before = old.range(..from).next_back().map(|(day, state)| (*day, state.clone()));
    let after: BTreeMap<NaiveDate, UnitState> = before.into_iter().chain(new.clone()).collect();
    write_items(tx, &item_states).await?;
    write_units(tx, (campaign_id, unit_id), &new).await?;
    sums::add(tx, campaign_id, &changed(&old, &after)).await
}

/// The states of a unit computed from nothing: what is kept must be the same.
///
/// # Errors
/// [`Error`] of the database.
pub async fn states_of(
    conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<(BTreeMap<NaiveDate, UnitState>, BTreeMap<NaiveDate, UnitState>), Error> {
    let items = items(conn, campaign_id, unit_id).await?;
    let rows = rows_from(conn, campaign_id, unit_id, before_all()).await?;
    let (_, fresh) = folded(&items, HashMap::new(), &rows, before_all());
    Ok((unit_states(conn, campaign_id, unit_id, before_all()).await?, fresh))
}

type Row = (Uuid, NaiveDate, Reported);
type ItemRow = (Uuid, NaiveDate, ItemState);

/// Every state from a day on: of the items that have a row that day, and of the unit through each day.
fn folded(
    items: &[Item],
    mut known: HashMap<Uuid, ItemState>,
    rows: &[Row],
    from: NaiveDate,
) -> (Vec<ItemRow>, BTreeMap<NaiveDate, UnitState>) {
    let by_id: HashMap<Uuid, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let unit = |known: &HashMap<Uuid, ItemState>| {
        UnitState::of(items.iter().map(|item| (item, known.get(&item.id))))
    };
    let (mut of_items, mut of_unit) = (Vec::new(), BTreeMap::new());
    if from == before_all() {
        of_unit.insert(from, unit(&known));
    }
    for day in rows.chunk_by(|(_, one, _), (_, other, _)| one == other) {
        for (id, through_on, reported) in day {
            let Some(item) = by_id.get(id) else { continue };
            let state = known.get(id).cloned().unwrap_or_default().after(item, reported);
            of_items.push((*id, *through_on, state.clone()));
            known.insert(*id, state);
        }
        if let Some((_, through_on, _)) = day.first() {
            of_unit.insert(*through_on, unit(&known));
        }
    }
    (of_items, of_unit)
}

type ItemColumns = (Uuid, Uuid, Decimal, Option<Decimal>, Option<Decimal>, Option<String>);

/// The items in force of a unit's pledge.
async fn items(mut conn: &AsyncPgConnection, campaign_id: Uuid, unit_id: Uuid) -> Result<Vec<Item>, Error> {
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
        let aggregation: Option<Aggregation> = aggregation.and_then(|text| text.parse().ok());
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
async fn rows_from(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
    from: NaiveDate,
) -> Result<Vec<Row>, Error> {
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

/// The last state of each item before a day: one step into the index for each, however long the history is.
async fn states_before(
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

/// The kept states of a unit from a day on, and the last one before it.
async fn unit_states(
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

/// Shares of contents as they are kept.
pub(super) fn shares(kept: Value) -> Result<BTreeMap<Uuid, Share>, Error> {
    let read: BTreeMap<Uuid, (Decimal, Decimal)> =
        serde_json::from_value(kept).map_err(|error| Error::Unexpected(error.to_string()))?;
    Ok(read.into_iter().map(|(id, (weighted, weight))| (id, Share { weighted, weight })).collect())
}

async fn write_items(tx: &mut AsyncPgConnection, rows: &[ItemRow]) -> Result<(), Error> {
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

async fn write_units(
    tx: &mut AsyncPgConnection,
    (campaign_id, unit_id): (Uuid, Uuid),
    states: &BTreeMap<NaiveDate, UnitState>,
) -> Result<(), Error> {
    for (day, state) in states {
        let text = |share: &Share| (share.weighted.to_string(), share.weight.to_string());
        let by_content: BTreeMap<String, (String, String)> =
            state.by_content.iter().map(|(id, share)| (id.to_string(), text(share))).collect();
        let by_content =
            serde_json::to_value(by_content).map_err(|error| Error::Unexpected(error.to_string()))?;
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
