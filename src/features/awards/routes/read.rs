//! Reading an award of the register.

use actix_web::{get, web};

use super::view::AwardView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::awards::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read an award
///
/// An award of the register, for everybody who reads what is known of its recipient.
#[utoipa::path(responses((status = 200, body = AwardView, description = "The award", headers(("ETag" = String)))))]
#[get("/awards/{id}")]
pub async fn get_award(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| store::find_visible(conn, &caller, path.0.id, today).await;
    let (award, known) = state.db.read(find).await?;
    let view = AwardView::new(award, known.names());
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
