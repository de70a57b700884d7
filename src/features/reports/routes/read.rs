//! Reading a progress report.

use actix_web::{get, web};

use super::view::ReportView;
use super::{ReportParameters, current};
use crate::auth::Caller;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a progress report
///
/// What a unit did in a period, item by item. What is being written is seen by those who act for the unit, run the campaign
/// or read drafts; everybody else sees what was accepted last.
#[utoipa::path(params(ReportParameters),
    responses((status = 200, body = ReportView, description = "The report", headers(("ETag" = String)))))]
#[get("/progress-reports/{id}")]
pub async fn get_report(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ReportParameters>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| current(conn, &caller, parameters.0.id, today).await);
    let view = read.await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
