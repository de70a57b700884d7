//! Reading a nomination.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::NominationView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a nomination
///
/// With the checklist of its dossier, the words of its report and where it is on its way up. For everybody who reads people of
/// the unit that nominates; before it is sent, for that unit and for those who read drafts.
#[utoipa::path(
    responses((status = 200, body = NominationView, description = "The nomination", headers(("ETag" = String)))))]
#[get("/nominations/{id}")]
pub async fn get_nomination(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let visible = find_visible(conn, &caller, path.0.id, today).await?;
        NominationView::of(conn, &caller, visible.nomination, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
