//! Reading a consultation.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::ConsultationView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a public consultation
///
/// The published list, how many spoke, and what it came to. For the standing office and the council of the unit, and for those who read
/// drafts there; everybody sees what is open in `GET /public/consultations`.
#[utoipa::path(
    responses((status = 200, body = ConsultationView, description = "The consultation", headers(("ETag" = String)))))]
#[get("/consultations/{id}")]
pub async fn get_consultation(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (row, _) = find_visible(conn, &caller, path.0.id, today).await?;
        ConsultationView::of(conn, &caller, row, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
