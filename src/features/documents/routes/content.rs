//! What a document says must agree with itself, and must not be registered already.

use crate::db::Connection;
use crate::features::documents::rules::{CorrectionRefusal, DocumentContent, ReferenceFault};
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

/// Refuses a content whose document is registered already, and names it.
pub(super) async fn check_twin(tx: &Connection, content: &DocumentContent) -> Result<(), Problem> {
    let twin = store::find_twin(tx, content).await?;
    twin.map_or(Ok(()), |twin| Err(CorrectionRefusal::Registered(twin.id).into()))
}

impl From<CorrectionRefusal> for Problem {
    fn from(refusal: CorrectionRefusal) -> Self {
        match refusal {
            CorrectionRefusal::Registered(twin) => {
                Self::new(Code::document_registered).with("document", twin).with_existing(twin)
            }
            CorrectionRefusal::ReliedOn => Self::new(Code::document_is_relied_on),
        }
    }
}
