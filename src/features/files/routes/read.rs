//! Reading a file: what is known of it, and its bytes.

use actix_web::{HttpResponse, get, web};

use super::view::FileView;
use super::{FileParameters, seen};
use crate::auth::Caller;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// A file never changes.
const VERSION: i32 = 1;

/// Read what is known of a file
///
/// Name, kind, length and SHA-256. For who uploaded it, acts for its unit or reads the unit's drafts; everybody else reads
/// it where a report refers to it.
#[utoipa::path(params(FileParameters),
    responses((status = 200, body = FileView, description = "The file", headers(("ETag" = String)))))]
#[get("/files/{id}")]
pub async fn get_file(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<FileParameters>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| seen(conn, &caller, parameters.0.id, today).await);
    Ok(Answer::ok(&FileView::from(read.await?))?.with_etag(VERSION))
}

/// Download a file
///
/// Its bytes, as they came.
#[utoipa::path(params(FileParameters),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = String)))]
#[get("/files/{id}/content")]
pub async fn get_file_content(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<FileParameters>,
) -> Result<HttpResponse, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| seen(conn, &caller, parameters.0.id, today).await);
    read.await?.download().answer(&*state.storage).await
}
