//! SQL of reporting rates: counted as reports come.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{report_counts, reporting_periods};
use crate::features::progress::rules::mean;
use crate::features::units::store::successions::is_followed;

/// How many reports of an opened period are expected and came.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PeriodRates {
    #[diesel(sql_type = SqlUuid)]
    pub period_id: Uuid,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = Date)]
    pub data_to: NaiveDate,
    #[diesel(sql_type = BigInt)]
    pub expected: i64,
    #[diesel(sql_type = Integer)]
    pub received: i32,
    #[diesel(sql_type = Integer)]
    pub on_time: i32,
    #[diesel(sql_type = Integer)]
    pub accepted: i32,
    /// Units that were expected when the period opened, but were closed before its last day without a report and without a
    /// successor: they are no longer expected.
    #[diesel(sql_type = BigInt)]
    pub excused: i64,
}

/// The counts of several periods together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Totals {
    pub expected: i64,
    pub excused: i64,
    pub received: i64,
    pub on_time: i64,
    pub accepted: i64,
}

impl Totals {
    /// The counts of these periods together.
    #[must_use]
    pub fn of(rows: &[PeriodRates]) -> Self {
        let sum = |part: fn(&PeriodRates) -> i32| rows.iter().map(|row| i64::from(part(row))).sum();
        Self {
            expected: rows.iter().map(|row| row.expected).sum(),
            excused: rows.iter().map(|row| row.excused).sum(),
            received: sum(|row| row.received),
            on_time: sum(|row| row.on_time),
            accepted: sum(|row| row.accepted),
        }
    }

    /// A part of the expected reports, from 0 to 1; `None` where nothing is expected.
    #[must_use]
    pub fn rate(&self, part: i64) -> Option<Decimal> {
        mean(Decimal::from(part), self.expected)
    }
}

/// The counts of a campaign's opened periods on a day, the earliest first.
pub async fn rates(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<PeriodRates>, Error> {
    let is_followed = is_followed("unit.id", "$2");
    // The few units that closed come first: joined later, they would be looked for among all expected reporters.
    let sql = format!(
        "WITH closed AS MATERIALIZED (
            -- A closing that is recorded later excuses nothing that was due before.
            SELECT unit.id, greatest(unit.closed_on, unit.closing_recorded_on) AS closed_on FROM units AS unit WHERE unit.closed_on <= $2 AND NOT {is_followed}),
        gone AS (
            SELECT reporter.period_id, count(*) AS count
            FROM closed
            JOIN expected_reporters AS reporter ON reporter.unit_id = closed.id AND reporter.standing <> 'EXCUSED'
            JOIN reporting_periods AS period ON period.id = reporter.period_id AND period.campaign_id = $1
            WHERE closed.closed_on <= period.due_on AND NOT EXISTS (
                SELECT FROM progress_reports AS report
                WHERE report.period_id = period.id AND report.unit_id = closed.id AND report.submitted_on IS NOT NULL)
            GROUP BY reporter.period_id)
        SELECT period.id AS period_id, period.code, period.name, period.due_on, period.data_to, counted.expected - coalesce(gone.count, 0) AS expected,
            counted.received, counted.on_time, counted.accepted, coalesce(gone.count, 0) AS excused
        FROM report_counts AS counted
        JOIN reporting_periods AS period ON period.id = counted.period_id
        LEFT JOIN gone ON gone.period_id = period.id
        WHERE period.campaign_id = $1 ORDER BY period.data_to"
    );
    Ok(diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).bind::<Date, _>(today).load(&mut conn).await?)
}

/// The counts of the periods whose data end by a day.
#[must_use]
pub fn through(rows: Vec<PeriodRates>, day: NaiveDate) -> Vec<PeriodRates> {
    rows.into_iter().filter(|row| row.data_to <= day).collect()
}

/// A period whose counts differ from its reports, or in which a unit owes a report that it filed or does not owe one that it
/// did not file.
pub async fn find_miscounted_period(mut conn: &AsyncPgConnection) -> Result<Option<Uuid>, Error> {
    let sql = "SELECT kept.period_id
        FROM report_counts AS kept
        LEFT JOIN (
            SELECT reporter.period_id, count(*) FILTER (WHERE reporter.standing <> 'EXCUSED') AS expected,
                count(report.submitted_on) AS received,
                count(report.submitted_on) FILTER (WHERE NOT report.is_late) AS on_time,
                count(*) FILTER (WHERE report.accepted_number > 0) AS accepted,
                bool_and(reporter.is_owed = (reporter.standing <> 'EXCUSED' AND (
                    report.id IS NULL OR report.accepted_number = 0 AND report.status IN ('DRAFT', 'RETURNED')))) AS owes
            FROM expected_reporters AS reporter
            LEFT JOIN progress_reports AS report
                ON report.period_id = reporter.period_id AND report.unit_id = reporter.unit_id
            GROUP BY reporter.period_id) AS fresh ON fresh.period_id = kept.period_id
        WHERE NOT coalesce(fresh.owes, true) OR (kept.expected, kept.received, kept.on_time, kept.accepted)
            <> (coalesce(fresh.expected, 0), coalesce(fresh.received, 0), coalesce(fresh.on_time, 0), coalesce(fresh.accepted, 0))
        LIMIT 1";
    let found: Option<MiscountedPeriod> = diesel::sql_query(sql).get_result(&mut conn).await.optional()?;
    Ok(found.map(|row| row.period_id))
}

#[derive(QueryableByName)]
struct MiscountedPeriod {
    #[diesel(sql_type = SqlUuid)]
    period_id: Uuid,
}

/// When the counts of a campaign were changed last, as far as that is known.
pub async fn changed_at(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<Option<DateTime<Utc>>, Error> {
    let own = reporting_periods::table
        .filter(reporting_periods::campaign_id.eq(campaign_id))
        .select(reporting_periods::id);
    let counts = report_counts::table.filter(report_counts::period_id.eq_any(own));
    Ok(counts.select(diesel::dsl::max(report_counts::changed_at)).first(&mut conn).await?)
}

/// Counts a report that came, came on time, or was accepted for the first time.
pub async fn count(
    tx: &mut AsyncPgConnection,
    period_id: Uuid,
    (received, on_time, accepted): (bool, bool, bool),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(report_counts::table.find(period_id))
        .set((
            report_counts::received.eq(report_counts::received + i32::from(received)),
            report_counts::on_time.eq(report_counts::on_time + i32::from(on_time)),
            report_counts::accepted.eq(report_counts::accepted + i32::from(accepted)),
            report_counts::changed_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
