//! Listing the reporting periods of a campaign.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::access::PeriodAccess;
use super::view::PeriodView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::PeriodStatus;
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which periods to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PeriodFilter {
    /// Only periods in this status.
    #[param(nullable = false, inline)]
    status: Option<PeriodStatus>,
}

/// List a campaign's reporting periods
///
/// The earliest first, with their deadlines.
#[utoipa::path(params(PeriodFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PeriodView>, description = "A page of periods",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/reporting-periods")]
pub async fn list_reporting_periods(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<PeriodFilter>,
) -> Result<Answer, Problem> {
    let (id, status, today) = (path.0.id, filter.0.status, state.clock.today());
    let after = page.after_key()?.zip(page.after_id()?);
    let list = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        let rows = store::list(conn, id, status, after, page.read()).await?;
        let access = PeriodAccess::of(conn, &caller, &campaign, today).await?;
        Ok((rows, access, campaign))
    };
    let (rows, access, campaign) = state.db.read(list).await?;
    let position = |row: &ReportingPeriod| Position::new(row.data_to, row.id);
    page.answer(rows, position, |row| PeriodView::new(&row, &campaign, today, access))
}
