//! Reading an exemplar.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::ExemplarView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read an exemplar
///
/// With the consents that were given for it. For everybody who reads people of the unit that found it.
#[utoipa::path(
    responses((status = 200, body = ExemplarView, description = "The exemplar", headers(("ETag" = String)))))]
#[get("/exemplars/{id}")]
pub async fn get_exemplar(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (exemplar, _) = find_visible(conn, &caller, path.0.id, today).await?;
        ExemplarView::of(conn, &caller, exemplar, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
