//! Listing the reporting periods of a campaign.

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::read::steps_of;
use super::view::PeriodView;
use crate::auth::Caller;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::PeriodStatus;
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which periods to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// Only periods in this status.
    #[param(nullable = false, inline)]
    status: Option<PeriodStatus>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most periods a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A page of reporting periods.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportingPeriodPage {
    /// The periods, the earliest first.
    #[schema(max_items = 200)]
    pub(super) items: Vec<PeriodView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    pub(super) next_cursor: Option<String>,
}

/// List a campaign's reporting periods
///
/// The earliest first, with their deadlines.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = ReportingPeriodPage, description = "A page of periods", headers(("Link" = String)))))]
#[get("/campaigns/{id}/reporting-periods")]
pub async fn list_reporting_periods(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { id, status, cursor, limit } = parameters.0;
    let list = format!("reporting-periods {id} {status:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key()?.zip(pager.after_id()?), state.clock.today());
    let (rows, steps) = state
        .db
        .read(async |conn| {
            let campaign = campaigns::published(conn, id).await?;
            let rows = store::list(conn, id, status, after, pager.rows_to_fetch()).await?;
            Ok((rows, steps_of(conn, &caller, &campaign, today).await?))
        })
        .await?;
    let by_day = |row: &ReportingPeriod| Position { key: row.data_to.to_string(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_day);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(|row| PeriodView::new(row, today, steps)).collect();
    Ok(Answer::ok(&ReportingPeriodPage { items, next_cursor })?.with_link(link))
}
