//! Reading a review.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::ReviewView;
use crate::auth::Caller;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a review
///
/// Figures and words. Everybody reads it once it is issued; before that those who run or lead the campaign or read its
/// drafts.
#[utoipa::path(
    responses((status = 200, body = ReviewView, description = "The review", headers(("ETag" = String)))))]
#[get("/reviews/{id}")]
pub async fn get_review(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let visible = state.db.read(async |conn| find_visible(conn, &caller, path.0.id, today).await).await?;
    let view = ReviewView::new(visible.review, &visible.campaign, visible.access, &caller);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
