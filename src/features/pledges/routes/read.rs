//! Reading a pledge.

use actix_web::{get, web};

use super::answer::read_view;
use super::view::PledgeView;
use crate::auth::Caller;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a pledge
///
/// Those who act for the unit, run the campaign or read drafts see what is being written; everybody else sees what was
/// approved last.
#[utoipa::path(
    responses((status = 200, body = PledgeView, description = "The pledge", headers(("ETag" = String)))))]
#[get("/pledges/{id}")]
pub async fn get_pledge(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let view = state.db.read(async |conn| read_view(conn, &caller, path.0.id, today).await).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
