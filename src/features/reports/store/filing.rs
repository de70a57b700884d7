//! SQL of filing many reports at once: every fact in one statement, whatever the number of reports.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::report::Report;
use crate::db::Error;
use crate::db::schema::{campaigns, pledges, unit_external_ids, unit_versions, units};

/// What a report is filed for: a period and a unit.
pub type ReportPlace = (Uuid, Uuid);

/// The ids of launched campaigns by code.
pub async fn campaigns_by_code(
    mut conn: &AsyncPgConnection,
    codes: &[&str],
) -> Result<HashMap<String, Uuid>, Error> {
    let of_codes = campaigns::table.filter(campaigns::code.eq_any(codes));
    let rows: Vec<(Option<String>, Uuid)> =
        of_codes.select((campaigns::code, campaigns::id)).load(&mut conn).await?;
    Ok(rows.into_iter().filter_map(|(code, id)| Some((code?, id))).collect())
}

/// The units of codes.
pub async fn units_by_code(
    mut conn: &AsyncPgConnection,
    codes: &[&str],
) -> Result<Vec<(String, Uuid)>, Error> {
    Ok(units::table
        .filter(units::code.eq_any(codes))
        .select((units::code, units::id))
        .load(&mut conn)
        .await?)
}

/// Whether a name of a unit holds on a day, or held when the unit closed: its successors file its last reports.
macro_rules! holds_or_was_last {
    ($names:ident, $day:expr) => {
        $names::starts_on.le($day).and(
            $names::ends_before
                .is_null()
                .or($names::ends_before.gt($day))
                .or(units::closed_on.le($day).and($names::ends_before.eq(units::closed_on))),
        )
    };
}

/// The units that have agency codes (Quyết định 20/2020/QĐ-TTg) on a day, or had them when they closed. The unit that has a
/// code now comes last.
pub async fn units_by_agency_code(
    mut conn: &AsyncPgConnection,
    codes: &[&str],
    day: NaiveDate,
) -> Result<Vec<(String, Uuid)>, Error> {
    let rows: Vec<(Option<String>, Uuid)> = unit_versions::table
        .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
        .filter(unit_versions::agency_code.eq_any(codes))
        .filter(holds_or_was_last!(unit_versions, day))
        .order(unit_versions::starts_on)
        .select((unit_versions::agency_code, unit_versions::unit_id))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(code, id)| Some((code?, id))).collect())
}

/// The units that have an id in a system on a day, or had it when they closed. The unit that has an id now comes
/// last.
pub async fn units_by_external_id(
    mut conn: &AsyncPgConnection,
    (system, values): (&str, Vec<&str>),
    day: NaiveDate,
) -> Result<Vec<(String, Uuid)>, Error> {
    Ok(unit_external_ids::table
        .inner_join(units::table)
        .filter(unit_external_ids::system.eq(system))
        .filter(unit_external_ids::value.eq_any(values))
        .filter(holds_or_was_last!(unit_external_ids, day))
        .order(unit_external_ids::starts_on)
        .select((unit_external_ids::value, unit_external_ids::unit_id))
        .load(&mut conn)
        .await?)
}

/// What is known of a place where a unit is expected to report: whether it is excused, how long an exception keeps the place
/// open, and the report that is there.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct PlaceFacts {
    #[diesel(sql_type = SqlUuid)]
    pub period_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Bool)]
    pub is_excused: bool,
    #[diesel(sql_type = Nullable<Date>)]
    pub exception_until: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub report_id: Option<Uuid>,
}

/// The facts of places where a unit is expected to report.
pub async fn places(mut conn: &AsyncPgConnection, places: &[ReportPlace]) -> Result<Vec<PlaceFacts>, Error> {
    let sql = "SELECT reporter.period_id, reporter.unit_id, reporter.standing = 'EXCUSED' AS is_excused,
            (SELECT max(until_on) FROM lock_exceptions AS exception
                WHERE exception.period_id = reporter.period_id AND exception.unit_id = reporter.unit_id
                    AND exception.revoked_at IS NULL) AS exception_until,
            (SELECT id FROM progress_reports AS report
                WHERE report.period_id = reporter.period_id AND report.unit_id = reporter.unit_id) AS report_id
        FROM unnest($1, $2) AS place (period_id, unit_id)
        JOIN expected_reporters AS reporter
            ON reporter.period_id = place.period_id AND reporter.unit_id = place.unit_id";
    Ok(diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(places.iter().map(|(period, _)| *period).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(places.iter().map(|(_, unit)| *unit).collect::<Vec<_>>())
        .load(&mut conn)
        .await?)
}

/// The pledges in force of units in campaigns: campaign and unit, and the pledge.
pub async fn pledges_in_force(
    mut conn: &AsyncPgConnection,
    campaigns: &[Uuid],
    units: &[Uuid],
) -> Result<HashMap<ReportPlace, Uuid>, Error> {
    let rows: Vec<(Uuid, Uuid, Uuid)> = pledges::table
        .filter(pledges::campaign_id.eq_any(campaigns))
        .filter(pledges::unit_id.eq_any(units))
        .filter(pledges::revision.gt(0))
        .filter(pledges::status.ne("WITHDRAWN"))
        .select((pledges::campaign_id, pledges::unit_id, pledges::id))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(campaign, unit, id)| ((campaign, unit), id)).collect())
}

#[derive(QueryableByName)]
struct NewId {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Writes the reports whose places are still free, and answers which ones those are.
pub async fn create_all(tx: &mut AsyncPgConnection, reports: &[&Report]) -> Result<HashSet<Uuid>, Error> {
    let sql = "INSERT INTO progress_reports (id, period_id, campaign_id, unit_id, pledge_id, status, content, remarks,
            accepted_number, submitted_on, is_late, submitted_by, created_by, version, created_at, updated_at, writers)
        SELECT id, period_id, campaign_id, unit_id, pledge_id, status, content::jsonb, '{}', 0, submitted_on, is_late, submitted_by,
            created_by, version, at, at, ARRAY[created_by]
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS row (id, period_id, campaign_id, unit_id,
            pledge_id, status, content, submitted_on, is_late, submitted_by, created_by, version, at)
        ON CONFLICT ON CONSTRAINT report_already_there DO NOTHING RETURNING id";
    let text = |report: &&Report| {
        serde_json::to_string(&report.content).map_err(|error| Error::Unexpected(error.to_string()))
    };
    let contents: Result<Vec<String>, Error> = reports.iter().map(text).collect();
    let rows: Vec<NewId> = diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.id))
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.period_id))
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.campaign_id))
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.unit_id))
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.pledge_id))
        .bind::<Array<Text>, _>(all(reports, |one| one.status.as_str()))
        .bind::<Array<Text>, _>(contents?)
        .bind::<Array<Nullable<Date>>, _>(all(reports, |one| one.submitted_on))
        .bind::<Array<Bool>, _>(all(reports, |one| one.is_late))
        .bind::<Array<Nullable<SqlUuid>>, _>(all(reports, |one| one.submitted_by))
        .bind::<Array<SqlUuid>, _>(all(reports, |one| one.created_by))
        .bind::<Array<Integer>, _>(all(reports, |one| one.version))
        .bind::<Array<Timestamptz>, _>(all(reports, |one| -> DateTime<Utc> { one.created_at }))
        .load(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// One column of many reports.
fn all<T>(reports: &[&Report], part: impl Fn(&Report) -> T) -> Vec<T> {
    reports.iter().map(|report| part(report)).collect()
}

/// Counts reports that came, and how many of them on time, by period.
pub async fn count_all(
    tx: &mut AsyncPgConnection,
    counts: &[(Uuid, i32, i32)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if counts.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE report_counts AS kept SET received = kept.received + new.received,
            on_time = kept.on_time + new.on_time, changed_at = $4
        FROM unnest($1, $2, $3) AS new (period_id, received, on_time) WHERE kept.period_id = new.period_id";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(counts.iter().map(|(period, ..)| *period).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(counts.iter().map(|(_, received, _)| *received).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(counts.iter().map(|(.., on_time)| *on_time).collect::<Vec<_>>())
        .bind::<Timestamptz, _>(now)
        .execute(tx)
        .await?;
    Ok(())
}
