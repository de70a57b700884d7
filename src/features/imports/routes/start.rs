//! Starting an import: the file is stored, and a job is wanted that reads it.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::ImportView;
use crate::core::crypto;
use crate::core::row_version::RowVersion;
use crate::db::{Connection, advisory_lock_of};
use crate::features::imports::rules::{ImportKind, ImportStatus, MOST_OPEN, OPEN};
use crate::features::imports::store::{self, Import};
use crate::http::file_name::safe_name;
use crate::http::incoming::{IncomingBody, UploadForm};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::stored_bytes::keep_with_rows;
use crate::record::jobs::{JobKind, NewJob, enqueue};
use crate::record::{Occurrence, record_change};

/// What the table brings in, and the file's name.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StartParameters {
    /// What the table brings in.
    #[param(inline, example = "UNITS")]
    kind: ImportKind,
    /// Its name, where the body is the file itself; a form names the file in its part.
    #[param(nullable = false, max_length = 255, format = "line", example = "don-vi-2026.csv")]
    name: Option<String>,
}

/// Start an import
///
/// For tables that are too long for one request: at most 200,000 rows and 20 MiB, of the same forms as small imports take.
/// The answer comes at once; a job reads the file and checks every row. Read the import until its status is READY, then
/// commit it; or FAULTY, then look at its rows or download the table with the faults beside each row, correct the file and
/// send it again. Who uploads a file sees its import; at most five imports of one person may be open.
#[utoipa::path(params(StartParameters),
    request_body(content(
        (String = "text/csv", example = "code,name,kind,parentCode,openedOn\nSNV-HTQT,Phòng Hợp tác quốc tế (mẫu),DIVISION,SNV,2026-01-01\n"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/vnd.ms-excel"), (String = "application/vnd.oasis.opendocument.spreadsheet"),
        (UploadForm = "multipart/form-data"))),
    responses((status = 202, body = ImportView, description = "Its file waits to be read", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::incomplete_upload, Code::empty_file, Code::too_many_imports,
        Code::file_storage_is_full]))))]
#[post("/imports")]
pub async fn start_import(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<StartParameters>,
    body: IncomingBody,
) -> Result<Answer, Problem> {
    let StartParameters { kind, name } = parameters.0;
    let received = body.receive_file(&*state.storage).await?;
    if received.bytes == 0 {
        return Err(Problem::new(Code::empty_file));
    }
    let name = received.name.or_else(|| name.as_deref().and_then(safe_name));
    let import = Import {
        id: change.context.ids.next(),
        kind,
        status: ImportStatus::Reading,
        file_name: name.unwrap_or_else(|| kind.table().file.to_owned()),
        bytes: i64::try_from(received.bytes).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&received.sha256),
        rows_read: 0,
        empty_rows: 0,
        faulty_rows: 0,
        rows_written: 0,
        table_id: None,
        table_bytes: None,
        problem: None,
        created_by: change.caller.user_id,
        version: RowVersion::FIRST,
        created_at: change.context.at,
        updated_at: change.context.at,
    };
    keep_with_rows(&*state.storage, vec![(received.incoming, import.id)], async |written| {
        let effect = async |tx: &mut Connection| {
            create(tx, &change, &import).await?;
            written.note([import.id]);
            let view = ImportView::of(import.clone(), &change.caller, change.locale());
            let location = state.link(&format!("/imports/{}", import.id));
            Ok(Answer::accepted(&location, &view)?.with_etag(import.version))
        };
        let permit = async |_: &mut Connection| change.caller.require_somewhere(kind.permission());
        change.run(permit, effect).await
    })
    .await
}

/// Writes an import whose bytes are stored, and wants the job that reads it.
async fn create(tx: &mut Connection, change: &Change, import: &Import) -> Result<(), Problem> {
    // Uploads of one person wait here for each other, so that together they don't pass the person's bound.
    advisory_lock_of(tx, import.created_by).await?;
    if store::count(tx, import.created_by, &OPEN).await? >= MOST_OPEN {
        return Err(Problem::new(Code::too_many_imports).with("limit", MOST_OPEN));
    }
    store::create(tx, import).await?;
    let context = &change.context;
    enqueue(tx, &NewJob::on(JobKind::ReadImport, import.id, context)?, context.at).await?;
    Ok(record_change(tx, context, Occurrence::ImportStarted, None, import).await?)
}
