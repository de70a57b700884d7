//! What a fact cites.

use uuid::Uuid;

use crate::auth::Caller;
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::{Code, Problem, Violation};

/// Passes when the caller may cite the document, if any.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_document(
    tx: &Connection,
    caller: &Caller,
    document_id: Option<Uuid>,
) -> Result<(), Problem> {
    let cited: Vec<Citation> = document_id.map(|id| Citation::at("/documentId", id)).into_iter().collect();
    let unknown = documents::find_unknown(tx, caller, cited).await?;
    if unknown.is_empty() {
        return Ok(());
    }
    let fault = |cited: &Citation| {
        Violation::at(&cited.pointer, Code::unknown_document).with("document", cited.document_id)
    };
    Err(Problem::invalid(unknown.iter().map(fault).collect()))
}
