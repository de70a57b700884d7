//! Importing the official document of a launch as a draft.

pub mod create;
mod document;
mod draft;
mod file;
mod findings;
mod limits;
mod proposals;
mod wire_name;
mod write;

pub use file::{file_of, read_document, text_of_file};
pub use write::import_draft;
