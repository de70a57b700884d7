//! Reading a pledge.

use actix_web::{get, web};

use super::view::PledgeView;
use super::{PledgeParameters, current};
use crate::auth::Caller;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a pledge
///
/// What a unit took upon itself. What is being written is seen by those who act for the unit, run the campaign or read
/// drafts; everybody else sees what was approved last.
#[utoipa::path(params(PledgeParameters),
    responses((status = 200, body = PledgeView, description = "The pledge", headers(("ETag" = String)))))]
#[get("/pledges/{id}")]
pub async fn get_pledge(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PledgeParameters>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| current(conn, &caller, parameters.0.id, today).await);
    let view = read.await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
