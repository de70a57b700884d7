//! Reading exports, and downloading what was made.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get, web};
use uuid::Uuid;

use super::view::ExportView;
use crate::auth::Caller;
use crate::core::clock::local;
use crate::db::{self, Connection};
use crate::features::exports::store::{self, Export};
use crate::http::download::Download;
use crate::http::input::{ById, Parameters};
use crate::http::outer_middleware::locale_of;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::tables::give::TableSpecs;

/// List your exports
///
/// Newest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ExportView>, description = "A page of exports", headers(("Link" = String)))))]
#[get("/exports")]
pub async fn list_exports(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let before = page.after_id()?;
    let list = async |conn: &Connection| store::list(conn, caller.user_id, before, page.read()).await;
    let (rows, locale) = (state.db.read(list).await?, locale_of(&request));
    page.answer(rows, |export| Position::of_id(export.id), |export| ExportView::of(export, locale))
}

/// Read an export
///
/// How far it is. Only who asked for it sees it.
#[utoipa::path(responses((status = 200, body = ExportView, description = "The export", headers(("ETag" = String)))))]
#[get("/exports/{id}")]
pub async fn get_export(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let read = async |conn: &Connection| find_own(conn, &caller, path.0.id).await;
    let export = state.db.point_read(read).await?;
    let version = export.version;
    Ok(Answer::ok(&ExportView::of(export, locale_of(&request)))?.with_etag(version))
}

/// Download an export's file
///
/// The table, in the form that was asked for.
#[utoipa::path(
    responses((status = 200, description = "The file", content(
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv")))),
    extensions(("x-problems" = json!([Code::export_not_made]))))]
#[get("/exports/{id}/content")]
pub async fn get_export_content(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let read = async |conn: &Connection| find_own(conn, &caller, path.0.id).await;
    let export = state.db.point_read(read).await?;
    let bytes = export.bytes.ok_or_else(|| Problem::new(Code::export_not_made))?;
    let tables = request.app_data::<Arc<TableSpecs>>();
    let spec = tables.and_then(|tables| tables.by_operation.get(&export.operation));
    let (media_type, ending) = export.format.media_type();
    let day = local(export.created_at).date();
    let name = format!("{}-{day}.{ending}", spec.map_or("bang", |spec| spec.file));
    Download { id: export.id, name: &name, media_type, bytes }.answer(&*state.storage).await
}

/// An export, if the caller asked for it.
async fn find_own(conn: &Connection, caller: &Caller, id: Uuid) -> Result<Export, db::Error> {
    let export = store::find(conn, id).await?;
    if export.created_by == caller.user_id { Ok(export) } else { Err(db::Error::NotFound) }
}
