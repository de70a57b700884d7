//! The files that show what a report says.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::files::store as files;
use crate::features::reports::store;
use crate::http::Problem;
use crate::http::input::Parameters;
use crate::operations::state::State;

/// The ids of a report and of one of its files.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportFilePath {
    id: Uuid,
    file_id: Uuid,
}

/// Download a file of a report
///
/// A file that shows an entry, for everybody who sees the report: everybody sees what was accepted; those who act for the
/// unit, run the campaign or read drafts also see what is being written.
#[utoipa::path(
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = String)))]
#[get("/progress-reports/{id}/files/{fileId}")]
pub async fn get_report_file(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ReportFilePath>,
) -> Result<HttpResponse, Problem> {
    let (ReportFilePath { id, file_id }, today) = (path.0, state.clock.today());
    let read = async |conn: &Connection| {
        let report = find_visible(conn, &caller, id, today).await?.report;
        let is_in_report = report.content.entries.iter().any(|entry| entry.file_ids.contains(&file_id));
        if !is_in_report && !store::is_shown_by(conn, id, file_id).await? {
            return Err(db::Error::NotFound);
        }
        files::find(conn, file_id).await
    };
    state.db.read(read).await?.download().answer(&*state.storage).await
}
