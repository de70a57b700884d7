//! Reading an award type.

use actix_web::{get, web};

use super::view::{AwardTypeView, view_of};
use crate::db::Connection;
use crate::features::catalogue::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read an award type
///
/// One title or form of commendation, with who decides on it today; of a row that has ended, on its last day.
#[utoipa::path(responses((status = 200, body = AwardTypeView, description = "The award", headers(("ETag" = String)))))]
#[get("/award-types/{id}")]
pub async fn get_award_type(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| view_of(conn, store::find(conn, path.0.id).await?, today).await;
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
