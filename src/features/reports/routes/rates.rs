//! How many of the expected reports were received.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::PeriodReference;
use crate::features::progress::rules::plain;
use crate::features::reports::store::{self, PeriodRates, Totals};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, percent, text};

/// How many reports of some periods are expected and were received.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportingRate {
    /// Expected when the periods opened, without units that were closed since and have no successor.
    #[schema(format = "count", example = 20)]
    expected: i64,
    /// Units that were expected when the periods opened, but were closed before the last day without a report and have no
    /// successor: they are not counted as expected.
    #[schema(format = "count", example = 0)]
    excused: i64,
    /// Submitted.
    #[schema(format = "count", example = 18)]
    received: i64,
    /// Submitted by the last day of reporting.
    #[schema(format = "count", example = 17)]
    on_time: i64,
    /// Accepted.
    #[schema(format = "count", example = 18)]
    accepted: i64,
    /// received ÷ expected, from 0 to 1; null where nothing is expected.
    #[schema(required, format = "decimal", example = "0.9")]
    received_rate: Option<String>,
    /// on time ÷ expected.
    #[schema(required, format = "decimal", example = "0.85")]
    on_time_rate: Option<String>,
    /// accepted ÷ expected.
    #[schema(required, format = "decimal", example = "0.9")]
    accepted_rate: Option<String>,
}

impl ReportingRate {
    fn of(rows: &[PeriodRates]) -> Self {
        let totals = Totals::of(rows);
        let Totals { expected, excused, received, on_time, accepted } = totals;
        let rate = |part: i64| totals.rate(part).map(plain);
        Self {
            expected,
            excused,
            received,
            on_time,
            accepted,
            received_rate: rate(received),
            on_time_rate: rate(on_time),
            accepted_rate: rate(accepted),
        }
    }
}

/// How many reports of one period are expected and were received.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeriodReportingRate {
    /// The period.
    period: PeriodReference,
    /// The last day of reporting.
    #[schema(example = "2023-02-21")]
    due_on: NaiveDate,
    /// The figures.
    rate: ReportingRate,
}

/// How many of the expected reports of a campaign were received.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportingRates {
    /// All opened periods together.
    total: ReportingRate,
    /// The opened periods, the earliest first.
    #[schema(max_items = 1000)]
    periods: Vec<PeriodReportingRate>,
}

/// Reporting rates by period as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "ty-le-bao-cao",
    "Tỷ lệ báo cáo",
    &[
        text("Mã kỳ", "/period/code"),
        text("Kỳ báo cáo", "/period/name"),
        day("Hạn nộp", "/dueOn"),
        number("Phải báo cáo", "/rate/expected"),
        number("Được miễn", "/rate/excused"),
        number("Đã nhận", "/rate/received"),
        number("Đúng hạn", "/rate/onTime"),
        number("Đã chấp nhận", "/rate/accepted"),
        percent("Tỷ lệ đã nhận (%)", "/rate/receivedRate"),
        percent("Tỷ lệ đúng hạn (%)", "/rate/onTimeRate"),
        percent("Tỷ lệ chấp nhận (%)", "/rate/acceptedRate"),
    ],
)
.with_rows("/periods");

/// Read a campaign's reporting rates
///
/// Expected, received, on time and accepted, by period and together. Who was expected was frozen when the period opened, so
/// no rate is ever above 1. A draft is not received; a report without a value cannot be submitted.
#[utoipa::path(responses((status = 200, body = ReportingRates, description = "The rates")))]
#[get("/campaigns/{id}/reporting-rates")]
pub async fn get_reporting_rates(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        campaigns::published(conn, id).await?;
        store::rates(conn, id, today).await
    };
    let rows = state.db.read(read).await?;
    let period = |row: &PeriodRates| PeriodReportingRate {
        period: PeriodReference { id: row.period_id, code: row.code.clone(), name: row.name.clone() },
        due_on: row.due_on,
        rate: ReportingRate::of(std::slice::from_ref(row)),
    };
    let view = ReportingRates { total: ReportingRate::of(&rows), periods: rows.iter().map(period).collect() };
    Answer::ok(&view)
}
