//! Reading a file: its details, and its bytes.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use super::view::{FileView, VERSION};
use crate::auth::Caller;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a file's details
///
/// Name, kind, length and SHA-256. For people who uploaded it, act for its unit or read the unit's drafts; everybody else
/// reads it where a report refers to it.
#[utoipa::path(responses((status = 200, body = FileView, description = "The file", headers(("ETag" = String)))))]
#[get("/files/{id}")]
pub async fn get_file(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| {
        let file = find_visible(conn, &caller, path.0.id, today).await?;
        FileView::read(conn, file, today).await
    });
    Ok(Answer::ok(&read.await?)?.with_etag(VERSION))
}

/// Download a file
///
/// Its bytes, unchanged.
#[utoipa::path(
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = String)))]
#[get("/files/{id}/content")]
pub async fn get_file_content(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| find_visible(conn, &caller, path.0.id, today).await);
    read.await?.download().answer(&*state.storage).await
}
