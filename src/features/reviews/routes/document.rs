//! A review as a Word file in the form of Decree 30/2020/NĐ-CP.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use crate::auth::Caller;
use crate::features::reviews::rules::document;
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::operations::documents::word_file;
use crate::operations::state::State;

/// Download a review as a document
///
/// A Word file in the form of Decree 30/2020/NĐ-CP, annex I. A draft leaves number, day and month open.
#[utoipa::path(responses((status = 200, description = "The document",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/reviews/{id}/document")]
pub async fn get_review_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let today = state.clock.today();
    let visible = state.db.read(async |conn| find_visible(conn, &caller, path.0.id, today).await).await?;
    let (review, campaign) = (visible.review, visible.campaign);
    let days = (review.issued_on, today);
    let official = document(&review.letterhead, &review.texts, &review.figures, days);
    let code = campaign.code.unwrap_or_else(|| "phong-trao".to_owned());
    word_file(&state, official, &format!("{code} {}.docx", review.kind.as_str().to_lowercase())).await
}
