//! Reading a reporting period.

use actix_web::{get, web};
use chrono::NaiveDate;

use super::view::PeriodView;
use super::{PeriodParameters, seen};
use crate::auth::Caller;
use crate::auth::policy::{Action, allows};
use crate::campaigns::store::Campaign;
use crate::db::{self, Connection};
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::state::State;
use crate::units::store as units;

/// Whether the caller runs the campaign.
pub(super) async fn runs(
    conn: &Connection,
    caller: &Caller,
    campaign: &Campaign,
    today: NaiveDate,
) -> Result<bool, db::Error> {
    let lineage = units::lineage(conn, campaign.launching_unit_id, today).await?;
    Ok(campaign.status.is_running() && allows(&caller.grants, Action::RunCampaigns, &lineage))
}

/// Read a reporting period
///
/// For which days units report, and until when.
#[utoipa::path(operation_id = "getReportingPeriod", tag = "Reporting", params(PeriodParameters),
    responses((status = 200, body = PeriodView, description = "The period", headers(("ETag" = String)))))]
#[get("/reporting-periods/{id}")]
pub async fn get_reporting_period(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PeriodParameters>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| {
        let (period, campaign) = seen(conn, parameters.0.id).await?;
        Ok((runs(conn, &caller, &campaign, today).await?, period))
    });
    let (runs, period) = read.await?;
    let view = PeriodView::new(&period, today, runs);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
