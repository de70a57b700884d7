//! Uploading a file: it is received, hashed and examined before anything is stored; a failure leaves nothing behind.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{FileView, VERSION};
use crate::auth::unit_scope;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::files::rules::{FileFault, FileKind, MOST_UNUSED};
use crate::features::files::store::{self, File};
use crate::http::file_name::safe_name;
use crate::http::incoming::{IncomingBody, UploadForm};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::stored_bytes::{examine_received, keep_with_rows};

/// The unit whose work the file shows, and the file's name.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UploadParameters {
    /// The unit whose work it shows.
    #[param(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its name, where the body is the file itself; a form names the file in its part.
    #[param(nullable = false, max_length = 255, format = "line", example = "bao-cao-thang-02.txt")]
    name: Option<String>,
}

/// Upload a file
///
/// To show what a unit did: PDF, JPEG, PNG, Word, Excel, OpenDocument or plain text, at most 20 MiB. The bytes decide what
/// kind of file it is; a file with another media type or ending is refused. Put its id into an entry of a report; a file
/// that no entry names, or names any more, is removed seven days after its upload.
#[utoipa::path(params(UploadParameters),
    request_body(content(
        (String = "text/plain", example = "Báo cáo kết quả thực hiện phong trào thi đua tháng 02 năm 2023 (mẫu)\n"),
        (String = "application/pdf"),
        (UploadForm = "multipart/form-data"))),
    responses((status = 201, body = FileView, description = "Stored", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::incomplete_upload, Code::too_many_unused_files,
        Code::unit_has_no_room_for_files, Code::file_storage_is_full, Code::empty_file, Code::file_kind_not_taken, Code::file_kind_differs]))))]
#[post("/files")]
pub async fn upload_file(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<UploadParameters>,
    body: IncomingBody,
) -> Result<Answer, Problem> {
    let UploadParameters { unit_id, name } = parameters.0;
    let permit = async |tx: &mut Connection| {
        unit_scope::require_acting(tx, &change.caller, unit_id, change.context.today).await
    };
    // The permission is checked before the first byte is read, and again when the file is written.
    state.db.transaction(permit).await?;
    let name = name.as_deref().and_then(safe_name);
    let mut received = body.receive_file(&*state.storage).await?;
    let kind = examine_received(&state, &mut received, name.as_deref(), FileKind::examined).await?;
    let name = received.name.or(name).unwrap_or_else(|| "tep".to_owned());
    let file = File {
        id: change.context.ids.next(),
        unit_id,
        name: kind.name_with_ending(&name),
        media_type: kind,
        bytes: i64::try_from(received.bytes).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&received.sha256),
        created_by: change.caller.user_id,
        created_at: change.context.at,
    };
    keep_with_rows(&*state.storage, vec![(received.incoming, file.id)], async |written| {
        let effect = async |tx: &mut Connection| {
            store::create(tx, &change.context, &file, state.unit_files_mib).await??;
            written.note([file.id]);
            let location = state.link(&format!("/files/{}", file.id));
            let view = FileView::read(tx, file.clone(), change.context.today).await?;
            Ok(Answer::created(&location, &view)?.with_etag(VERSION))
        };
        change.run(permit, effect).await
    })
    .await
}

impl From<FileFault> for Problem {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Empty => Self::new(Code::empty_file),
            FileFault::UnknownKind => Self::new(Code::file_kind_not_taken),
            FileFault::Mislabelled(kind) => Self::new(Code::file_kind_differs).with("kind", kind),
            FileFault::TooManyUnused => Self::new(Code::too_many_unused_files).with("limit", MOST_UNUSED),
            FileFault::NoRoom(most_mib) => {
                Self::new(Code::unit_has_no_room_for_files).with("limit", most_mib)
            }
        }
    }
}
