//! Reading a decision.

use actix_web::{get, web};

use super::view::DecisionView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::decisions::store::find_visible;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a decision
///
/// With what it costs and whom it honours. For everybody who reads people of the unit; before it is issued, for those who read
/// drafts there.
#[utoipa::path(
    responses((status = 200, body = DecisionView, description = "The decision", headers(("ETag" = String)))))]
#[get("/decisions/{id}")]
pub async fn get_decision(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (decision, _) = find_visible(conn, &caller, path.0.id, today).await?;
        DecisionView::of(conn, &caller, decision, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
