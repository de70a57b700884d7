//! Rules of documents: what is known of one, and how other answers name it.

mod citation;
mod content;
mod reference;
mod visibility;

pub use citation::Citation;
pub use content::{CorrectionRefusal, DocumentContent, DocumentFile, DocumentFiles, ReferenceFault, Urgency};
pub use reference::DocumentReference;
pub use visibility::restricted_reader;
