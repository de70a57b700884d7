//! SQL of one campaign: units that are behind, and how units responded.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::due::EXCEPTED;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::units::store::successions::is_followed;

/// A participant that is behind.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct StalledRow {
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Bool)]
    pub has_pledge: bool,
    #[diesel(sql_type = BigInt)]
    pub missing_reports: i64,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub progress: Option<Decimal>,
}

/// The day from which on a unit is known to be closed, if it has no successor on the day `$2` of the query around it. A
/// closing that is recorded later excuses nothing that was due before.
fn day_of_closure() -> String {
    let is_followed = is_followed("unit.id", "$2");
    format!(
        "SELECT CASE WHEN unit.closed_on <= $2 AND NOT {is_followed} THEN greatest(unit.closed_on, unit.closing_recorded_on) END
            AS gone_on"
    )
}

/// Participants of campaigns from which something is expected: not those that closed without a successor before the
/// campaign's end.
fn participants() -> String {
    let gone = day_of_closure();
    format!(
        "campaign_participants AS participant
        JOIN campaigns AS campaign ON campaign.id = participant.campaign_id
        JOIN units AS unit ON unit.id = participant.unit_id
        JOIN LATERAL ({gone}) AS gone ON gone.gone_on IS NULL OR gone.gone_on > campaign.ends_on"
    )
}

/// Reports of campaign `$1` that an expected reporter did not submit although the last day, or that of an exception
/// from the lock, was over on `$2`. A unit that closed without a successor owes no report that was due later.
fn missing_reports() -> String {
    format!(
        "JOIN reporting_periods AS period ON period.id = reporter.period_id
        LEFT JOIN progress_reports AS report ON report.period_id = period.id AND report.unit_id = reporter.unit_id
        LEFT JOIN LATERAL ({EXCEPTED}) AS excepted ON true
        WHERE period.campaign_id = $1 AND period.status = 'OPEN' AND greatest(period.due_on, excepted.until_on) < $2
            AND reporter.is_owed AND report.submitted_on IS NULL
            AND (gone.gone_on IS NULL OR gone.gone_on > period.due_on)"
    )
}

/// The participants without a pledge in force, with an overdue report, or with less progress than this, by code, after
/// a code, a page at a time. Of a unit that closed without a successor before the campaign's end only reports are missed
/// that were due before, as rates count them.
pub async fn list_stalled(
    mut conn: &AsyncPgConnection,
    (campaign_id, today): (Uuid, NaiveDate),
    behind_below: Decimal,
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<StalledRow>, Error> {
    let (gone, missing) = (day_of_closure(), missing_reports());
    let sql = format!(
        "SELECT * FROM (
            SELECT unit.id AS unit_id, unit.code AS unit_code, life.is_gone OR coalesce(pledge.revision, 0) > 0 AS has_pledge,
                (SELECT count(*) FROM expected_reporters AS reporter {missing} AND reporter.unit_id = unit.id
                ) AS missing_reports,
                CASE WHEN last.known_count > 0 AND NOT life.is_gone THEN last.progress END AS progress
            FROM campaign_participants AS participant
            JOIN campaigns AS campaign ON campaign.id = participant.campaign_id
            JOIN units AS unit ON unit.id = participant.unit_id
            CROSS JOIN LATERAL ({gone}) AS gone
            CROSS JOIN LATERAL (SELECT coalesce(gone.gone_on <= campaign.ends_on, false) AS is_gone) AS life
            LEFT JOIN pledges AS pledge ON pledge.campaign_id = $1 AND pledge.unit_id = unit.id
                AND pledge.status <> 'WITHDRAWN'
            LEFT JOIN LATERAL (
                SELECT state.progress, state.known_count FROM unit_progress AS state
                WHERE state.campaign_id = $1 AND state.unit_id = unit.id ORDER BY through_on DESC LIMIT 1) AS last ON true
            WHERE participant.campaign_id = $1 AND participant.left_on IS NULL
        ) AS shortfall
        WHERE (NOT has_pledge OR missing_reports > 0 OR progress < $3) AND ($4 IS NULL OR unit_code > $4)
        ORDER BY unit_code LIMIT $5"
    );
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(&sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Date, _>(today)
            .bind::<Numeric, _>(behind_below)
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}

/// A report that came late or is overdue.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct LateRow {
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub period_id: Uuid,
    #[diesel(sql_type = Text)]
    pub period_code: String,
    #[diesel(sql_type = Text)]
    pub period_name: String,
    /// Where nothing came, the last day of an exception from the lock counts.
    #[diesel(sql_type = Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    pub submitted_on: Option<NaiveDate>,
}

/// The reports of a campaign that were submitted late or are overdue, by the period's code and the unit, after one of them, a
/// page at a time.
pub async fn list_late(
    mut conn: &AsyncPgConnection,
    (campaign_id, today): (Uuid, NaiveDate),
    (after_code, after_unit): (Option<String>, Option<Uuid>),
    page: &PageRead,
) -> Result<Vec<LateRow>, Error> {
    let (gone, missing) = (day_of_closure(), missing_reports());
    let columns =
        "unit.id AS unit_id, period.id AS period_id, period.code AS period_code, period.name AS period_name,
        report.submitted_on";
    let sql = format!(
        "SELECT * FROM (
            SELECT {columns}, greatest(period.due_on, excepted.until_on) AS due_on
            FROM expected_reporters AS reporter
            JOIN units AS unit ON unit.id = reporter.unit_id
            CROSS JOIN LATERAL ({gone}) AS gone
            {missing}
            UNION ALL
            SELECT {columns}, period.due_on
            FROM reporting_periods AS period
            JOIN progress_reports AS report ON report.period_id = period.id AND report.is_late
            JOIN units AS unit ON unit.id = report.unit_id
            WHERE period.campaign_id = $1 AND period.status = 'OPEN' AND report.submitted_on IS NOT NULL
        ) AS late
        WHERE $3 IS NULL OR (period_code, unit_id) > ($3, $4)
        ORDER BY period_code, unit_id LIMIT $5"
    );
    let query = |code: Option<String>, unit: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(&sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Date, _>(today)
            .bind::<Nullable<Text>, _>(code)
            .bind::<Nullable<SqlUuid>, _>(unit)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None, None)).await?;
    Ok(query(after_code, after_unit, Some(page.limit)).load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many reports of the periods whose data end by a day are overdue.
pub async fn overdue_reports(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    (through_on, today): (NaiveDate, NaiveDate),
) -> Result<i64, Error> {
    let (gone, missing) = (day_of_closure(), missing_reports());
    let sql = format!(
        "SELECT count(*) AS count
        FROM expected_reporters AS reporter
        JOIN units AS unit ON unit.id = reporter.unit_id
        CROSS JOIN LATERAL ({gone}) AS gone
        {missing} AND period.data_to <= $3"
    );
    let row: CountRow = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(today)
        .bind::<Date, _>(through_on)
        .get_result(&mut conn)
        .await?;
    Ok(row.count)
}

#[derive(QueryableByName)]
struct CodeRow {
    #[diesel(sql_type = Text)]
    code: String,
}

/// The codes of the participants without a pledge in force. No pledge is expected of a unit that closed without a
/// successor before the campaign's end.
pub async fn without_pledge(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<String>, Error> {
    let participants = participants();
    let sql = format!(
        "SELECT unit.code
        FROM {participants}
        WHERE participant.campaign_id = $1 AND participant.left_on IS NULL
            AND NOT EXISTS (
                SELECT FROM pledges AS pledge
                WHERE pledge.campaign_id = $1 AND pledge.unit_id = unit.id AND pledge.revision > 0
                    AND pledge.status <> 'WITHDRAWN')
        ORDER BY unit.code"
    );
    let rows: Vec<CodeRow> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).bind::<Date, _>(today).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| row.code).collect())
}

/// How a participant responded.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct CascadeRow {
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    /// The campaign that the unit launched below this one, the first of them.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub campaign_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Date>)]
    pub launched_on: Option<NaiveDate>,
    /// The document that launched it.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub document_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub pledge_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Date>)]
    pub pledged_on: Option<NaiveDate>,
}

/// How the participants of a campaign responded, by code, after a code, a page at a time. A pledge that was not approved yet is
/// shown of the units `inside` alone; `None` are all.
pub async fn list_responses(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    inside: Option<&[Uuid]>,
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<CascadeRow>, Error> {
    let sql = "SELECT unit.id AS unit_id, unit.code AS unit_code, own.id AS campaign_id, own.launched_on,
            own.document_id, pledge.id AS pledge_id, pledge.submitted_on AS pledged_on
        FROM campaign_participants AS participant
        JOIN units AS unit ON unit.id = participant.unit_id
        LEFT JOIN LATERAL (
            SELECT id, launched_on, document_id FROM campaigns
            WHERE parent_campaign_id = $1 AND launching_unit_id = unit.id AND launched_on IS NOT NULL
                AND status <> 'CANCELLED'
            ORDER BY launched_on, id LIMIT 1) AS own ON true
        LEFT JOIN pledges AS pledge ON pledge.campaign_id = $1 AND pledge.unit_id = unit.id
            AND pledge.status <> 'WITHDRAWN' AND pledge.submitted_on IS NOT NULL
            AND (pledge.revision > 0 OR $4 IS NULL OR pledge.unit_id = ANY($4))
        WHERE participant.campaign_id = $1 AND participant.left_on IS NULL AND ($2 IS NULL OR unit.code > $2)
        ORDER BY unit.code LIMIT $3";
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
            .bind::<Nullable<Array<SqlUuid>>, _>(inside)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}
