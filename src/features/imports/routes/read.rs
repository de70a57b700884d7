//! Reading imports: what a job found, row by row, and the table with its faults.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{ImportRowView, ImportView, answer};
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::imports::store::{self, Import};
use crate::http::download::Download;
use crate::http::input::{ById, Parameters};
use crate::http::outer_middleware::locale_of;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::tables::give::XLSX;

/// Which rows to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RowFilter {
    /// Only rows with faults.
    #[param(nullable = false)]
    faulty: Option<bool>,
}

/// List your imports
///
/// Newest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ImportView>, description = "A page of imports", headers(("Link" = String)))))]
#[get("/imports")]
pub async fn list_imports(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let before = page.after_id()?;
    let list = async |conn: &Connection| store::list(conn, caller.user_id, before, page.read()).await;
    let (rows, locale) = (state.db.read(list).await?, locale_of(&request));
    page.answer(rows, |import| Position::of_id(import.id), |import| ImportView::of(import, &caller, locale))
}

/// Read an import
///
/// How far it is, and what was found. Only who uploaded the file sees it.
#[utoipa::path(responses((status = 200, body = ImportView, description = "The import", headers(("ETag" = String)))))]
#[get("/imports/{id}")]
pub async fn get_import(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let read = async |conn: &Connection| find_own(conn, &caller, path.0.id).await;
    answer(state.db.point_read(read).await?, &caller, locale_of(&request))
}

/// List an import's rows
///
/// In the order of the file, with the faults of each; `faulty=true` shows only those that have some.
#[utoipa::path(params(RowFilter, PageParameters),
    responses((status = 200, body = Page<ImportRowView>, description = "A page of rows", headers(("Link" = String)))))]
#[get("/imports/{id}/rows")]
pub async fn list_import_rows(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<RowFilter>,
) -> Result<Answer, Problem> {
    let (id, after) = (path.0.id, page.after_key()?.unwrap_or(0));
    let only_faulty = filter.0.faulty == Some(true);
    let list = async |conn: &Connection| {
        find_own(conn, &caller, id).await?;
        store::list_rows(conn, id, after, only_faulty, page.read()).await
    };
    let (rows, locale) = (state.db.read(list).await?, locale_of(&request));
    page.answer(rows, |row| Position::of_key(row.line), |row| ImportRowView::of(row, locale))
}

/// Download an import's table
///
/// All rows as a workbook, each with the line of the file and, in the last column, what is wrong with it. Correct the cells
/// and send it again: those two columns are passed over.
#[utoipa::path(
    responses((status = 200, description = "The table",
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)),
    extensions(("x-problems" = json!([Code::import_not_read]))))]
#[get("/imports/{id}/content")]
pub async fn get_import_content(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let read = async |conn: &Connection| find_own(conn, &caller, path.0.id).await;
    let import = state.db.point_read(read).await?;
    let table = import.table_id.zip(import.table_bytes);
    let (id, bytes) = table.ok_or_else(|| Problem::new(Code::import_not_read))?;
    let name = format!("{}-loi.xlsx", import.kind.table().file);
    Download { id, name: &name, media_type: XLSX, bytes }.answer(&*state.storage).await
}

/// An import, if the caller uploaded its file.
pub(super) async fn find_own(conn: &Connection, caller: &Caller, id: Uuid) -> Result<Import, db::Error> {
    let import = store::find(conn, id).await?;
    if import.created_by == caller.user_id { Ok(import) } else { Err(db::Error::NotFound) }
}
