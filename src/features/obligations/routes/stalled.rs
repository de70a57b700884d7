//! Units that are behind in a campaign.

use actix_web::{get, web};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::rules::{Lag, UnitShortfall, behind_below, lags};
use crate::features::obligations::store::{self, StalledRow};
use crate::features::progress::rules::plain;
use crate::features::progress::store as progress;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, number, percent, text, word};

/// A unit that is behind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StalledUnit {
    /// The unit.
    unit: UnitReference,
    /// Why it is behind.
    #[schema(max_items = 3, example = json!(["NO_REPORT", "BEHIND_TIME"]))]
    lags: Vec<Lag>,
    /// How many reports are overdue.
    #[schema(format = "count", example = 8)]
    missing_report_count: i64,
    /// Its progress, from 0 to 1; null where nothing is known.
    #[schema(required, format = "decimal", example = "0.398864")]
    progress: Option<String>,
}

impl StalledUnit {
    fn new(row: &StalledRow, unit: UnitReference, behind_below: Decimal) -> Self {
        let &StalledRow { has_pledge, missing_reports, progress, .. } = row;
        Self {
            unit,
            lags: lags(&UnitShortfall { has_pledge, missing_reports, progress }, behind_below),
            missing_report_count: missing_reports,
            progress: progress.map(plain),
        }
    }
}

/// Units that lag behind, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "don-vi-cham",
    "Đơn vị chậm",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        word("Chậm ở", "/lags", "Lag"),
        number("Số báo cáo còn thiếu", "/missingReportCount"),
        percent("Tiến độ (%)", "/progress"),
    ],
);

/// List units that are behind
///
/// Participants without a pledge in force, with an overdue report, or far behind schedule.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<StalledUnit>, description = "A page of units",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/stalled")]
pub async fn list_stalled(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key::<String>()?, state.clock.today());
    let list = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        let elapsed = progress::elapsed_of(&campaign, today);
        let below = behind_below(elapsed, &progress::thresholds(conn).await?);
        let rows = store::list_stalled(conn, (id, today), below, after.clone(), page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, units, below))
    };
    let (rows, units, below) = state.db.read(list).await?;
    let view = |row: StalledRow| StalledUnit::new(&row, units.get(row.unit_id), below);
    page.answer(rows, |row| Position::of_key(&row.unit_code), view)
}
