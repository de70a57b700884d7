//! Reading one document.

use actix_web::{get, web};

use super::view::DocumentView;
use crate::auth::Caller;
use crate::features::documents::store::{self, is_visible, may_change};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;

/// Read a document
///
/// What is known of an official document; what is not known is null.
#[utoipa::path(
    responses((status = 200, body = DocumentView, description = "The document", headers(("ETag" = String)))))]
#[get("/documents/{id}")]
pub async fn get_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let document = state.db.point_read(async |conn| store::find(conn, path.0.id).await).await?;
    if !is_visible(&caller, &document) {
        return Err(Problem::new(Code::not_found));
    }
    let may_change = may_change(&caller, &document);
    let version = document.version;
    Ok(Answer::ok(&DocumentView::new(document, may_change))?.with_etag(version))
}
