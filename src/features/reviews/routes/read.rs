//! Reading a review.

use actix_web::{get, web};

use super::view::ReviewView;
use super::{ReviewParameters, seen};
use crate::auth::Caller;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a review
///
/// Figures and words. Once it is issued everybody reads it; before, who runs the campaign, leads or reads drafts.
#[utoipa::path(params(ReviewParameters),
    responses((status = 200, body = ReviewView, description = "The review", headers(("ETag" = String)))))]
#[get("/reviews/{id}")]
pub async fn get_review(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ReviewParameters>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| seen(conn, &caller, parameters.0.id, today).await);
    let (review, _, standing) = read.await?;
    let view = ReviewView::new(review, standing, &caller);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
