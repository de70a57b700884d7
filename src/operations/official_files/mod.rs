//! Uploaded official documents: their text, and what the reader takes them for.

mod judgement;
mod reading;
mod wire_name;

pub use judgement::{ImportJudgement, ImportReason};
pub use reading::{FileText, OfficialFormat, ReadFile, read_document, text_of_file, text_of_upload};
pub use wire_name::wire_name;
