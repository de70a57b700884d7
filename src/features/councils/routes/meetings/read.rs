//! Reading a meeting.

use actix_web::{get, web};

use super::view::CouncilMeetingView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible_meeting;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a meeting
///
/// With attendance and agenda. While a vote is open it says how many have voted; what they voted is counted when it is closed.
#[utoipa::path(
    responses((status = 200, body = CouncilMeetingView, description = "The meeting", headers(("ETag" = String)))))]
#[get("/council-meetings/{id}")]
pub async fn get_council_meeting(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let seen = find_visible_meeting(conn, &caller, path.0.id, today).await?;
        CouncilMeetingView::of(conn, &caller, (seen.meeting, &seen.council), today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
