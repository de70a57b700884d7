//! Importing the official document of a launch as a draft.

pub mod create;
mod document;
mod draft;
mod file;
mod findings;
mod limits;
mod write;

pub use file::{file_of, read_file};
pub use write::import_draft;
