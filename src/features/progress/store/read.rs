//! SQL of reading: sums through a day, and the states of units.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::states::shares;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::progress::rules::{Share, SumSteps, UnitState};

/// The sums of a campaign through a day.
#[derive(Debug, Clone, Default, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Sums {
    #[diesel(sql_type = Numeric)]
    pub progress: Decimal,
    #[diesel(sql_type = BigInt)]
    pub unit_count: i64,
    #[diesel(sql_type = BigInt)]
    pub weightless_count: i64,
    #[diesel(sql_type = BigInt)]
    pub item_count: i64,
    #[diesel(sql_type = BigInt)]
    pub known_count: i64,
}

impl Sums {
    /// Subtracts a unit that no longer takes part.
    pub fn subtract(&mut self, unit: &UnitState) {
        let own = SumSteps::of(unit);
        self.progress -= own.progress;
        self.unit_count -= i64::from(own.unit_count);
        self.weightless_count -= i64::from(own.weightless_count);
        self.item_count -= i64::from(own.item_count);
        self.known_count -= i64::from(own.known_count);
    }
}

/// The sums of a campaign through a day: a few rows, one for each period.
pub async fn campaign_sums(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    as_of: NaiveDate,
) -> Result<Sums, Error> {
    let sql = "SELECT coalesce(sum(progress), 0) AS progress, coalesce(sum(unit_count), 0) AS unit_count,
            coalesce(sum(weightless_count), 0) AS weightless_count, coalesce(sum(item_count), 0) AS item_count,
            coalesce(sum(known_count), 0) AS known_count
        FROM campaign_progress_steps WHERE campaign_id = $1 AND through_on <= $2";
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(as_of)
        .get_result(&mut conn)
        .await?)
}

#[derive(QueryableByName)]
struct ContentSum {
    #[diesel(sql_type = SqlUuid)]
    content_id: Uuid,
    #[diesel(sql_type = Numeric)]
    weighted: Decimal,
    #[diesel(sql_type = Numeric)]
    weight: Decimal,
}

/// The sums of a campaign's contents through a day, each without the contents under it.
pub async fn content_sums(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    as_of: NaiveDate,
) -> Result<BTreeMap<Uuid, Share>, Error> {
    let sql = "SELECT content_id, sum(weighted) AS weighted, sum(weight) AS weight
        FROM content_progress_steps WHERE campaign_id = $1 AND through_on <= $2 GROUP BY content_id";
    let rows: Vec<ContentSum> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).bind::<Date, _>(as_of).load(&mut conn).await?;
    let share = |row: ContentSum| (row.content_id, Share { weighted: row.weighted, weight: row.weight });
    Ok(rows.into_iter().map(share).collect())
}

/// A participant and its state through a day.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct UnitRow {
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    /// `None` without a pledge in force.
    #[diesel(sql_type = Nullable<Date>)]
    pub through_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub progress: Option<Decimal>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub item_count: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub known_count: Option<i32>,
}

/// The participants of a campaign with their states through a day, by code, after a code, a page at a time.
pub async fn unit_rows(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    as_of: NaiveDate,
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<UnitRow>, Error> {
    let sql =
        "SELECT participant.unit_id, unit.code AS unit_code, last.through_on, last.progress, last.item_count,
            last.known_count
        FROM campaign_participants AS participant
        JOIN units AS unit ON unit.id = participant.unit_id
        LEFT JOIN LATERAL (
            SELECT * FROM unit_progress AS state
            WHERE state.campaign_id = participant.campaign_id AND state.unit_id = participant.unit_id
                AND state.through_on <= $2
            ORDER BY through_on DESC LIMIT 1) AS last ON true
        WHERE participant.campaign_id = $1 AND participant.left_on IS NULL AND ($3 IS NULL OR unit.code > $3)
        ORDER BY unit.code LIMIT $4";
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Date, _>(as_of)
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct LeftUnit {
    #[diesel(sql_type = Jsonb)]
    by_content: Value,
    #[diesel(sql_type = Integer)]
    item_count: i32,
    #[diesel(sql_type = Integer)]
    known_count: i32,
}

/// The states of units that pledged and no longer take part: they are in the sums but not in the figures.
pub async fn left_units(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    as_of: NaiveDate,
) -> Result<Vec<UnitState>, Error> {
    let sql = "SELECT last.by_content, last.item_count, last.known_count
        FROM (
            SELECT unit_id FROM campaign_participants WHERE campaign_id = $1
            GROUP BY unit_id HAVING bool_and(left_on IS NOT NULL)) AS gone
        CROSS JOIN LATERAL (
            SELECT * FROM unit_progress AS state
            WHERE state.campaign_id = $1 AND state.unit_id = gone.unit_id AND state.through_on <= $2
            ORDER BY through_on DESC LIMIT 1) AS last";
    let rows: Vec<LeftUnit> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).bind::<Date, _>(as_of).load(&mut conn).await?;
    let state = |row: LeftUnit| {
        let by_content = shares(row.by_content)?;
        Ok(UnitState { by_content, item_count: row.item_count, known_count: row.known_count })
    };
    rows.into_iter().map(state).collect()
}

#[derive(QueryableByName)]
struct CampaignUnit {
    #[diesel(sql_type = SqlUuid)]
    campaign_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
}

/// All pairs of campaign and unit with stored progress, campaign by campaign.
pub async fn units_with_progress(mut conn: &AsyncPgConnection) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let sql = "SELECT DISTINCT campaign_id, unit_id FROM unit_progress ORDER BY campaign_id, unit_id";
    let rows: Vec<CampaignUnit> = diesel::sql_query(sql).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.campaign_id, row.unit_id)).collect())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The number of values that differ from the last accepted version of their report.
pub async fn count_values_without_report(mut conn: &AsyncPgConnection) -> Result<i64, Error> {
    let sql = "SELECT count(*) AS count FROM item_progress AS kept
        LEFT JOIN (
            SELECT period.data_to, entry FROM progress_reports AS report
            JOIN report_versions AS version
                ON version.report_id = report.id AND version.number = report.accepted_number
            JOIN reporting_periods AS period ON period.id = report.period_id,
                LATERAL jsonb_array_elements(version.content -> 'entries') AS entry
        ) AS reported ON (reported.entry ->> 'itemId')::uuid = kept.item_id AND reported.data_to = kept.through_on
        WHERE reported.entry IS NULL OR kept.value IS DISTINCT FROM (reported.entry ->> 'value')::numeric
            OR kept.rating IS DISTINCT FROM (reported.entry ->> 'rating')";
    let found: Count = diesel::sql_query(sql).get_result(&mut conn).await?;
    Ok(found.count)
}
