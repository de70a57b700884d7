//! Reading a snapshot.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::SnapshotView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a snapshot of a form
///
/// With its numbers. For everybody who reads people of the unit; before it is signed, for those who read drafts there.
#[utoipa::path(
    responses((status = 200, body = SnapshotView, description = "The snapshot", headers(("ETag" = String)))))]
#[get("/statistics/snapshots/{id}")]
pub async fn get_statistical_snapshot(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (snapshot, _) = find_visible(conn, &caller, path.0.id, today).await?;
        SnapshotView::of(conn, &caller, &snapshot, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
