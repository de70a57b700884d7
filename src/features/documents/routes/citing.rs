//! How the citation of a document that is unknown to the caller is refused.

use crate::features::documents::rules::Citation;
use crate::http::{Code, Violation};

impl From<Citation> for Violation {
    fn from(unknown: Citation) -> Self {
        Self::at(unknown.pointer, Code::unknown_document).with("document", unknown.document_id)
    }
}
