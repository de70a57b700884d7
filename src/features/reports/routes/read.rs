//! Reading a progress report.

use actix_web::{get, web};

use super::view::ReportView;
use crate::auth::Caller;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a progress report
///
/// What a unit did in a period, item by item. Those who act for the unit, run the campaign or read drafts see what is being
/// written; everybody else sees what was accepted last.
#[utoipa::path(
    responses((status = 200, body = ReportView, description = "The report", headers(("ETag" = String)))))]
#[get("/progress-reports/{id}")]
pub async fn get_report(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let view = state.db.read(async |conn| ReportView::read(conn, &caller, path.0.id, today).await).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
