//! Units that are behind in a campaign.

use actix_web::{get, web};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::rules::{Lag, UnitShortfall, behind_below, lags};
use crate::features::obligations::store::{self, StalledRow};
use crate::features::progress::rules::plain;
use crate::features::progress::store as progress;
use crate::features::units::store as units;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// A unit that is behind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StalledUnit {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000103")]
    unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-TTS")]
    code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Thanh tra Sở")]
    name: String,
    /// Why it is behind.
    #[schema(max_items = 3, example = json!(["NO_REPORT", "BEHIND_TIME"]))]
    lags: Vec<Lag>,
    /// How many reports are overdue.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 8)]
    missing_report_count: i64,
    /// Its progress, from 0 to 1; null where nothing is known.
    #[schema(required, format = "decimal", example = "0.398864")]
    progress: Option<String>,
}

impl StalledUnit {
    fn new(row: StalledRow, name: String, behind_below: Decimal) -> Self {
        let StalledRow { unit_id, unit_code, has_pledge, missing_reports, progress } = row;
        Self {
            unit_id,
            code: unit_code,
            name,
            lags: lags(&UnitShortfall { has_pledge, missing_reports, progress }, behind_below),
            missing_report_count: missing_reports,
            progress: progress.map(plain),
        }
    }
}

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
        let rows = store::list_stalled(conn, (id, today), below, after.clone(), page.rows_to_fetch()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
        Ok((rows, units::find_names_by_id(conn, &ids, today).await?, below))
    };
    let (rows, names, below) = state.db.read(list).await?;
    let view = |row: StalledRow| {
        let name = names.get(&row.unit_id).map(|unit| unit.name.clone()).unwrap_or_default();
        StalledUnit::new(row, name, below)
    };
    page.answer(rows, |row| Position::of_key(&row.unit_code), view)
}
