//! Rules of documents: what is known of one, and how other answers name it.

mod content;
mod reference;

pub use content::{DocumentContent, DocumentFile, DocumentFiles, ReferenceFault, Urgency};
pub use reference::DocumentReference;
