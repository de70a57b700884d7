//! Listing the requests for an opinion on a nomination.

use actix_web::{get, web};

use super::view::OpinionRequestView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::nominations::routes::access::find_visible;
use crate::features::nominations::store::{self, Situation};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// List the opinions on a nomination
///
/// Who was asked at each stage, until when, and what came back; the first request first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<OpinionRequestView>, description = "A page of requests", headers(("Link" = String)))))]
#[get("/nominations/{id}/opinions")]
pub async fn list_nomination_opinions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let read = async |conn: &Connection| {
        let visible = find_visible(conn, &caller, id, today).await?;
        let situation = Situation::of(conn, &visible.nomination, today).await?;
        let is_writer = situation.life(&visible.nomination, Some(caller.user_id)).is_writer;
        let rows = store::list_opinion_requests(conn, id, after, page.read()).await?;
        Ok((rows, is_writer, visible.access))
    };
    let (rows, is_writer, access) = state.db.read(read).await?;
    let view = |row| OpinionRequestView::new(row, (is_writer, |permission| access.allows(permission)), today);
    page.answer(rows, |row| Position::of_id(row.id), view)
}
