//! Reading a reporting period.

use actix_web::{get, web};
use chrono::NaiveDate;

use super::view::PeriodView;
use super::{PeriodParameters, seen};
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::campaigns::store::Campaign;
use crate::features::periods::rules::PeriodAction;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// What the caller may do to periods of a campaign: giving one up needs no campaign that runs.
pub(super) async fn steps_of(
    conn: &Connection,
    caller: &Caller,
    campaign: &Campaign,
    today: NaiveDate,
) -> Result<&'static [PeriodAction], db::Error> {
    let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
    Ok(match allows(&caller.grants, Permission::RunCampaigns, &lineage) {
        true if campaign.status.is_running() => PeriodAction::ALL,
        true => &[PeriodAction::Cancel],
        false => &[],
    })
}

/// Read a reporting period
///
/// For which days units report, and until when.
#[utoipa::path(params(PeriodParameters),
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
        Ok((steps_of(conn, &caller, &campaign, today).await?, period))
    });
    let (steps, period) = read.await?;
    let view = PeriodView::new(&period, today, steps);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
