//! Reading a reporting period.

use actix_web::{get, web};

use super::access::{PeriodAccess, find_visible};
use super::view::PeriodView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a reporting period
///
/// The days of its figures, when it opens, and when reports are due.
#[utoipa::path(
    responses((status = 200, body = PeriodView, description = "The period", headers(("ETag" = String)))))]
#[get("/reporting-periods/{id}")]
pub async fn get_reporting_period(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (period, campaign) = find_visible(conn, path.0.id).await?;
        let access = PeriodAccess::of(conn, &caller, &campaign, today).await?;
        Ok(PeriodView::new(&period, &campaign, today, access))
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
