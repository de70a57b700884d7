//! From accepted values to states: an accepted report is taken in, and everything after it is folded again.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::sql_types::{Array, Date, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::states::{
    ItemStateRow, ReportedRow, before_all, items, rows_from, states_before, unit_states, write_items,
    write_units,
};
use super::sums;
use crate::db::Error;
use crate::features::progress::rules::{Item, ItemState, Reported, UnitState, steps_between};

/// What was accepted of one item.
pub type AcceptedItem = (Uuid, Reported);

/// Takes in what was accepted of a unit through a day, in place of earlier values of that day, and folds the states again
/// from there. The caller has locked the pledge of the unit.
pub async fn take_in(
    tx: &mut AsyncPgConnection,
    (campaign_id, unit_id): (Uuid, Uuid),
    through_on: NaiveDate,
    accepted: &[AcceptedItem],
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

/// Computes the states of a unit again from a day on, or all of them, and moves the sums by the difference. The usual report
/// is the latest one: then this is the work of one day, however long the history is.
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
    let (item_states, new) = fold(&items, known, &rows, from);
    let old = unit_states(tx, campaign_id, unit_id, from).await?;
    let before = old.range(..from).next_back().map(|(day, state)| (*day, state.clone()));
    let after: BTreeMap<NaiveDate, UnitState> = before.into_iter().chain(new.clone()).collect();
    write_items(tx, &item_states).await?;
    write_units(tx, (campaign_id, unit_id), &new).await?;
    sums::add(tx, campaign_id, &steps_between(&old, &after)).await
}

/// The stored states of a unit, and the same states computed from the start: both must be equal.
pub async fn states_of(
    conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<(BTreeMap<NaiveDate, UnitState>, BTreeMap<NaiveDate, UnitState>), Error> {
    let items = items(conn, campaign_id, unit_id).await?;
    let rows = rows_from(conn, campaign_id, unit_id, before_all()).await?;
    let (_, fresh) = fold(&items, HashMap::new(), &rows, before_all());
    Ok((unit_states(conn, campaign_id, unit_id, before_all()).await?, fresh))
}

/// All states from a day on: of the items that have a row on a day, and of the unit through each day.
fn fold(
    items: &[Item],
    mut known: HashMap<Uuid, ItemState>,
    rows: &[ReportedRow],
    from: NaiveDate,
) -> (Vec<ItemStateRow>, BTreeMap<NaiveDate, UnitState>) {
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
