//! The files by which a report is shown.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::seen;
use crate::auth::Caller;
use crate::db;
use crate::features::files::store as files;
use crate::features::reports::store;
use crate::http::Problem;
use crate::http::input::Parameters;
use crate::operations::state::State;

/// Which file of which report.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportFileParameters {
    /// The report's id.
    #[param(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
    /// The file's id.
    #[param(example = "01980000-0000-7000-8000-000000002400")]
    file_id: Uuid,
}

/// Download a file of a report
///
/// A file by which an entry is shown, for everybody who sees the report: what was accepted everybody, what is being written
/// those who act for the unit, run the campaign or read drafts.
#[utoipa::path(params(ReportFileParameters),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = String)))]
#[get("/progress-reports/{id}/files/{fileId}")]
pub async fn get_report_file(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ReportFileParameters>,
) -> Result<HttpResponse, Problem> {
    let (ReportFileParameters { id, file_id }, today) = (parameters.0, state.clock.today());
    let read = state.db.read(async |conn| {
        let report = seen(conn, &caller, id, today).await?.report;
        let is_named = report.content.entries.iter().any(|entry| entry.file_ids.contains(&file_id));
        if !is_named && !store::is_shown_by(conn, id, file_id).await? {
            return Err(db::Error::NotFound);
        }
        files::find(conn, file_id).await
    });
    read.await?.download().answer(&*state.storage).await
}
