//! Who is behind in a campaign.

use actix_web::{HttpRequest, get, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::PageOfCampaign;
use crate::db;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::rules::{Lag, Standing, behind_below, lags};
use crate::features::obligations::store::{self, StalledRow};
use crate::features::progress::rules::plain;
use crate::features::progress::store as progress;
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
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
    /// How many reports whose last day is over did not come.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 8)]
    missing_report_count: i64,
    /// How far it is, from 0 to 1; null where nothing is known.
    #[schema(required, format = "decimal", example = "0.398864")]
    progress: Option<String>,
}

/// A page of units that are behind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StalledUnitPage {
    /// The units, by code.
    #[schema(max_items = 200)]
    items: Vec<StalledUnit>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List who is behind
///
/// Participants without a pledge in force, without a report whose last day is over, or far behind time.
#[utoipa::path(params(PageOfCampaign),
    responses((status = 200, body = StalledUnitPage, description = "A page of units", headers(("Link" = String)))))]
#[get("/campaigns/{id}/stalled")]
pub async fn list_stalled(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfCampaign>,
) -> Result<Answer, Problem> {
    let PageOfCampaign { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("stalled {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let (rows, names, below) = state
        .db
        .read(async |conn| {
            let campaign = campaigns::published(conn, id).await?;
            let elapsed = progress::elapsed_of(&campaign, today);
            let below = behind_below(elapsed, &progress::thresholds(conn).await?);
            let rows = store::stalled(conn, (id, today), below, after.clone(), pager.rows_to_fetch()).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
            Ok::<_, db::Error>((rows, units::named_by_id(conn, &ids, today).await?, below))
        })
        .await?;
    let by_code = |row: &StalledRow| Position { key: row.unit_code.clone(), id: row.unit_id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_code);
    let link = state.next_link(&request, next_cursor.as_deref());
    let view = |row: StalledRow| {
        let StalledRow { has_pledge, missing_reports, progress, .. } = row;
        StalledUnit {
            unit_id: row.unit_id,
            code: row.unit_code,
            name: names.get(&row.unit_id).map(|unit| unit.name.clone()).unwrap_or_default(),
            lags: lags(&Standing { has_pledge, missing_reports, progress }, below),
            missing_report_count: missing_reports,
            progress: progress.map(plain),
        }
    };
    let items = rows.into_iter().map(view).collect();
    Ok(Answer::ok(&StalledUnitPage { items, next_cursor })?.with_link(link))
}
