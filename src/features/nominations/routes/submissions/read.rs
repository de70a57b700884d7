//! Reading a submission.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::SubmissionView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a submission
///
/// With its nominations. For everybody who reads people of the unit; before it is sent, for that unit and for those who read
/// drafts.
#[utoipa::path(
    responses((status = 200, body = SubmissionView, description = "The submission", headers(("ETag" = String)))))]
#[get("/submissions/{id}")]
pub async fn get_submission(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (submission, _) = find_visible(conn, &caller, path.0.id, today).await?;
        SubmissionView::of(conn, &caller, submission, Vec::new(), today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
