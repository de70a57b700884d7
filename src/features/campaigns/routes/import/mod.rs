//! Importing the official document of a launch as a draft.

pub mod create;
mod document;
mod draft;
mod file;
mod findings;
mod limits;
mod write;

pub use file::{file_of, reading_of};
pub use write::import_draft;
