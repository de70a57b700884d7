//! Where something cites a document.

use uuid::Uuid;

/// Where a body cites a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The place in the body, as a JSON pointer.
    pub pointer: String,
    /// The document.
    pub document_id: Uuid,
}

impl Citation {
    /// A document cited at a place.
    pub fn at(pointer: impl Into<String>, document_id: Uuid) -> Self {
        Self { pointer: pointer.into(), document_id }
    }
}
