//! Uploading a file: received, hashed and looked at before anything is kept; whatever goes wrong leaves nothing behind.

use std::cell::Cell;

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::FileView;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::files::rules::{Fault, FileKind, MOST_UNUSED};
use crate::features::files::store::{self, File};
use crate::http::incoming::{IncomingFile, ReceivedFile};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// The unit whose work the file shows, and the file's name.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UploadParameters {
    /// The unit whose work it shows.
    #[param(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its name, where the body is the file itself; a form says it of its part.
    #[param(nullable = false, max_length = 255, format = "line", example = "bao-cao-thang-02.txt")]
    name: Option<String>,
}

/// The file of a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary, max_length = 20_971_520, example = "")]
    file: Vec<u8>,
}

/// Upload a file
///
/// To show what a unit did: PDF, JPEG, PNG, Word, Excel, OpenDocument or plain text, at most 20 MiB. What it is, is told by
/// its bytes; one that is called something else is refused. Name its id in an entry of a report; a file that nothing refers
/// to is removed after seven days.
#[utoipa::path(params(UploadParameters),
    request_body(content(
        (String = "text/plain", example = "Báo cáo kết quả thực hiện phong trào thi đua tháng 02 năm 2023 (mẫu)\n"),
        (String = "application/pdf"),
        (UploadForm = "multipart/form-data"))),
    responses((status = 201, body = FileView, description = "Kept", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::malformed_form, Code::required, Code::incomplete_upload, Code::too_many_unused_files, Code::empty_file, Code::file_kind_not_taken, Code::file_kind_differs]))))]
#[post("/files")]
pub async fn upload_file(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<UploadParameters>,
    file: IncomingFile,
) -> Result<Answer, Problem> {
    let UploadParameters { unit_id, name } = parameters.0;
    let permit = async |tx: &mut Connection| {
        unit_scope::require_acting(tx, &change.caller, unit_id, change.context.today).await
    };
    // Asked before the first byte is taken, and again when it is written.
    state.db.transaction(permit).await?;
    let mut received = file.receive(&*state.storage).await?;
    let kind = looked_at(&state, &mut received, name.as_deref()).await?;
    let name = received.name.or(name).unwrap_or_else(|| "tep".to_owned());
    let file = File {
        id: change.context.ids.next(),
        unit_id,
        name: kind.named(&composed(&name)),
        media_type: kind,
        bytes: i64::try_from(received.bytes).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&received.sha256),
        created_by: change.caller.user_id,
        created_at: change.context.at,
    };
    received.incoming.keep(file.id).await.map_err(Problem::internal)?;
    let is_written = Cell::new(false);
    let effect = async |tx: &mut Connection| {
        written(tx, &change.context, &file).await?;
        is_written.set(true);
        let location = state.link(&format!("/files/{}", file.id));
        Ok(Answer::created(&location, &FileView::from(file.clone()))?.with_etag(1))
    };
    let answer = change.run(permit, effect).await;
    // A refusal, or the answer to an earlier request: nothing refers to these bytes. Where the row was written and the
    // commit failed, nobody knows whether it is there; then the bytes stay, and are removed with other orphans if not.
    if !is_written.get() {
        state.storage.remove(file.id).await.map_err(Problem::internal)?;
    }
    answer
}

/// The kind of a received file; refuses what is not taken. Looked at away from the workers: an archive is opened.
async fn looked_at(
    state: &State,
    received: &mut ReceivedFile,
    name: Option<&str>,
) -> Result<FileKind, Problem> {
    if received.bytes == 0 {
        return Err(refused(Fault::Empty));
    }
    let mut bytes = received.incoming.look().await.map_err(Problem::internal)?;
    let kind = state.readers.run(move || FileKind::of(&mut bytes)).await?.map_err(Problem::internal)?;
    let kind = kind.ok_or_else(|| refused(Fault::NotTaken))?;
    kind.agree(received.claimed_type.as_deref(), received.name.as_deref().or(name)).map_err(refused)?;
    Ok(kind)
}

fn refused(fault: Fault) -> Problem {
    match fault {
        Fault::Empty => Problem::new(Code::empty_file),
        Fault::NotTaken => Problem::new(Code::file_kind_not_taken),
        Fault::Lies(kind) => Problem::new(Code::file_kind_differs).with("kind", kind),
    }
}

/// Writes a file whose bytes are kept, with its rows of history.
///
/// # Errors
/// Too many files that nothing refers to; a [`Problem`] of the database.
pub async fn written(tx: &mut Connection, context: &ChangeContext, file: &File) -> Result<(), Problem> {
    if store::count_unused(tx, file.unit_id).await? >= MOST_UNUSED {
        return Err(Problem::new(Code::too_many_unused_files).with("limit", MOST_UNUSED));
    }
    store::create(tx, file).await?;
    let happening = ChangeRecord::new(
        Occurrence::FileUploaded,
        Subject { id: file.id, unit_id: Some(file.unit_id) },
        1,
        (
            None,
            Some(serde_json::json!({
                "name": file.name,
                "mediaType": file.media_type,
                "bytes": file.bytes,
                "sha256": file.sha256,
            })),
        ),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
