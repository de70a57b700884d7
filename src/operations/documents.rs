//! Official documents as answers: Word files in the form of Decree 30/2020/NĐ-CP.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::state::State;
use crate::http::Problem;
use crate::http::file_name::attachment;
use crate::official_documents::writer::{self, OfficialDocument};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document as a Word file to be kept under a name; it is made where it delays no other request.
///
/// # Errors
/// An internal problem when it can't be written; 503 when too many are being made.
pub async fn word_file(
    state: &State,
    document: OfficialDocument,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let file = state.readers.run(move || writer::docx(&document)).await?;
    let bytes = file.map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, DOCX))
        .insert_header((CONTENT_DISPOSITION, attachment(name)))
        .body(bytes))
}
