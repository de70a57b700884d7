//! Official documents as answers: Word files in the form of Decree 30/2020/NĐ-CP.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::state::State;
use crate::http::Problem;
use crate::http::file_name::attachment;
use crate::official_documents::writer::{self, Certificate, OfficialDocument, WriteError};

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
    made_file(state, move || writer::docx(&document), name).await
}

/// A certificate as a Word file to be kept under a name.
///
/// # Errors
/// As [`word_file`].
pub async fn certificate_file(
    state: &State,
    certificate: Certificate,
    name: &str,
) -> Result<HttpResponse, Problem> {
    made_file(state, move || writer::certificate(&certificate), name).await
}

async fn made_file(
    state: &State,
    make: impl FnOnce() -> Result<Vec<u8>, WriteError> + Send + 'static,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let bytes = state.readers.run(make).await?.map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, DOCX))
        .insert_header((CONTENT_DISPOSITION, attachment(name)))
        .body(bytes))
}
