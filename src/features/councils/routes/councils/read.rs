//! Reading a council.

use actix_web::{get, web};

use super::view::CouncilView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a council
///
/// With everybody who sat in it, by decision and day. For its members and for those who read drafts of the unit.
#[utoipa::path(
    responses((status = 200, body = CouncilView, description = "The council", headers(("ETag" = String)))))]
#[get("/councils/{id}")]
pub async fn get_council(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (council, _) = find_visible(conn, &caller, path.0.id, today).await?;
        CouncilView::of(conn, council, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
