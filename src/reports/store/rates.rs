//! SQL of reporting rates: counted as reports come.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{report_counts, reporting_periods};
use crate::progress::rules::mean;

/// How many reports of an opened period are expected and came.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PeriodRates {
    pub period_id: Uuid,
    pub code: String,
    pub due_on: NaiveDate,
    pub expected: i32,
    pub received: i32,
    pub on_time: i32,
    pub accepted: i32,
}

/// The counts of several periods together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Totals {
    pub expected: i64,
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
            expected: sum(|row| row.expected),
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

/// The counts of a campaign's opened periods, the earliest first.
///
/// # Errors
/// [`Error`] of the database.
pub async fn rates(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<PeriodRates>, Error> {
    Ok(report_counts::table
        .inner_join(reporting_periods::table)
        .filter(reporting_periods::campaign_id.eq(campaign_id))
        .order(reporting_periods::data_to)
        .select((
            report_counts::period_id,
            reporting_periods::code,
            reporting_periods::due_on,
            report_counts::expected,
            report_counts::received,
            report_counts::on_time,
            report_counts::accepted,
        ))
        .load(&mut conn)
        .await?)
}

/// Counts a report that came, came on time, or was accepted for the first time.
///
/// # Errors
/// [`Error`] of the database.
pub async fn count(
    tx: &mut AsyncPgConnection,
    period_id: Uuid,
    (received, on_time, accepted): (bool, bool, bool),
) -> Result<(), Error> {
    diesel::update(report_counts::table.find(period_id))
        .set((
            report_counts::received.eq(report_counts::received + i32::from(received)),
            report_counts::on_time.eq(report_counts::on_time + i32::from(on_time)),
            report_counts::accepted.eq(report_counts::accepted + i32::from(accepted)),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
