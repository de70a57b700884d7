//! What a document says must agree with itself, and must not be registered already.

use uuid::Uuid;

use crate::db::Connection;
use crate::features::documents::rules::{DocumentContent, ReferenceFault};
use crate::features::documents::store;
use crate::http::{Code, Problem, Violation};

/// The content with its parts made to agree.
///
/// # Errors
/// 400 where they contradict each other.
pub(super) fn reconcile(content: DocumentContent) -> Result<DocumentContent, Problem> {
    let printed = if content.display.is_some() { "/display" } else { "/notation" };
    let dated = if content.issued_on.is_some() { "/issuedOn" } else { "/year" };
    let names = [&content.display, &content.number, &content.notation, &content.subject];
    if names.iter().all(|name| name.is_none()) {
        return Err(Problem::invalid(vec![Violation::at("/subject", Code::document_says_nothing)]));
    }
    content.reconcile().map_err(|fault| {
        let (pointer, code) = match fault {
            ReferenceFault::Unreadable => (printed, Code::unreadable_reference),
            ReferenceFault::Half => ("/notation", Code::half_reference),
            ReferenceFault::Differs => ("/display", Code::reference_differs),
            ReferenceFault::WrongYear => (dated, Code::year_differs),
        };
        Problem::invalid(vec![Violation::at(pointer, code)])
    })
}

/// Refuses a content whose document is registered under another id, and names that id.
pub(super) async fn check_twin(
    tx: &Connection,
    content: &DocumentContent,
    own: Option<Uuid>,
) -> Result<(), Problem> {
    match store::find_twin(tx, content).await?.map(|twin| twin.id) {
        Some(twin) if Some(twin) != own => {
            let problem = Problem::new(Code::document_registered).with("document", twin);
            Err(problem.with_existing(twin))
        }
        _ => Ok(()),
    }
}
