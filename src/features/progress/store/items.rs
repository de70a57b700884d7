//! SQL of items: their progress, and which were overfulfilled.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::states::shares;
use crate::db::Error;
use crate::features::progress::rules::{Scale, UnitState, fulfilment};

/// An item in force with its progress through a day.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ItemRow {
    #[diesel(sql_type = SqlUuid)]
    pub item_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub content_id: Uuid,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub body: String,
    #[diesel(sql_type = Numeric)]
    pub weight: Decimal,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit_of_measure: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub baseline: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub target: Option<Decimal>,
    #[diesel(sql_type = Nullable<Text>)]
    pub aggregation: Option<String>,
    /// The last day of what was accepted.
    #[diesel(sql_type = Nullable<Date>)]
    pub through_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub raw: Option<Decimal>,
    #[diesel(sql_type = Nullable<Text>)]
    pub rating: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub progress: Option<Decimal>,
    #[diesel(sql_type = Bool)]
    pub is_out: bool,
}

impl ItemRow {
    /// The progress without the bounds 0 and 1; `None` for a rated item and for one without an accepted value.
    #[must_use]
    pub fn fulfilment(&self) -> Option<Decimal> {
        let aggregation = self.aggregation.as_ref()?.parse().ok()?;
        let scale = Scale { baseline: self.baseline?, target: self.target?, aggregation };
        Some(fulfilment(self.raw?, &scale))
    }
}

/// The items in force of a unit's pledge through a day, in their order.
pub async fn items_of(
    mut conn: &AsyncPgConnection,
    (campaign_id, unit_id): (Uuid, Uuid),
    through_on: NaiveDate,
) -> Result<Vec<ItemRow>, Error> {
    let sql = "SELECT item.id AS item_id, item.content_id, item.code, item.body, item.weight, item.unit_of_measure,
            item.baseline, item.target, item.aggregation, last.through_on, last.raw, last.rating, last.progress,
            last.item_id IS NOT NULL AND last.value IS NULL AND last.rating IS NULL AS is_out
        FROM pledge_items AS item
        LEFT JOIN LATERAL (
            SELECT * FROM item_progress AS state WHERE state.item_id = item.id AND state.through_on <= $3
            ORDER BY through_on DESC LIMIT 1) AS last ON true
        WHERE item.campaign_id = $1 AND item.unit_id = $2 AND item.removed_in IS NULL
        ORDER BY item.place";
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<SqlUuid, _>(unit_id)
        .bind::<Date, _>(through_on)
        .load(&mut conn)
        .await?)
}

/// An overfulfilled item.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct OverfulfilledRow {
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub body: String,
    #[diesel(sql_type = Numeric)]
    pub fulfilment: Decimal,
    /// The number of all such items, whatever the limit.
    #[diesel(sql_type = BigInt)]
    pub of_all: i64,
}

/// The overfulfilled items of a campaign's participants through a day, the highest first.
pub async fn list_overfulfilled(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    through_on: NaiveDate,
    limit: i64,
) -> Result<Vec<OverfulfilledRow>, Error> {
    let sql = "SELECT unit.code AS unit_code, item.body,
            round((last.raw - item.baseline) / (item.target - item.baseline), 6) AS fulfilment, count(*) OVER () AS of_all
        FROM pledge_items AS item
        JOIN units AS unit ON unit.id = item.unit_id
        CROSS JOIN LATERAL (
            SELECT raw FROM item_progress AS state WHERE state.item_id = item.id AND state.through_on <= $2
            ORDER BY through_on DESC LIMIT 1) AS last
        WHERE item.campaign_id = $1 AND item.removed_in IS NULL AND last.raw IS NOT NULL
            AND (last.raw - item.baseline) / (item.target - item.baseline) > 1
            AND EXISTS (SELECT FROM campaign_participants AS participant WHERE participant.campaign_id = $1
                AND participant.unit_id = item.unit_id AND participant.left_on IS NULL)
        ORDER BY fulfilment DESC, unit.code, item.place LIMIT $3";
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(through_on)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?)
}

#[derive(QueryableByName)]
struct StateRow {
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
    #[diesel(sql_type = Text)]
    unit_code: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    by_content: Option<Value>,
    #[diesel(sql_type = Nullable<diesel::sql_types::Integer>)]
    item_count: Option<i32>,
    #[diesel(sql_type = Nullable<diesel::sql_types::Integer>)]
    known_count: Option<i32>,
}

/// A participant with its code and its state; `None` without a pledge in force.
pub type Participant = (Uuid, String, Option<UnitState>);

/// The participants of a campaign with their whole states through a day, by code.
pub async fn participant_states(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    through_on: NaiveDate,
) -> Result<Vec<Participant>, Error> {
    let sql = "SELECT unit.id AS unit_id, unit.code AS unit_code, last.by_content, last.item_count, last.known_count
        FROM campaign_participants AS participant
        JOIN units AS unit ON unit.id = participant.unit_id
        LEFT JOIN LATERAL (
            SELECT * FROM unit_progress AS state
            WHERE state.campaign_id = $1 AND state.unit_id = unit.id AND state.through_on <= $2
            ORDER BY through_on DESC LIMIT 1) AS last ON true
        WHERE participant.campaign_id = $1 AND participant.left_on IS NULL
        ORDER BY unit.code";
    let rows: Vec<StateRow> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(through_on)
        .load(&mut conn)
        .await?;
    let state = |row: StateRow| {
        let (item_count, known_count) =
            (row.item_count.unwrap_or_default(), row.known_count.unwrap_or_default());
        let by_content = row.by_content.map(shares).transpose()?;
        let state = by_content.map(|by_content| UnitState { by_content, item_count, known_count });
        Ok((row.unit_id, row.unit_code, state))
    };
    rows.into_iter().map(state).collect()
}
