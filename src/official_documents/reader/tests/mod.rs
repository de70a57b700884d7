//! The reader's tests: whole documents, parts of them, files, and what no document may do.

mod cases;
mod documents;
mod files;
mod mutilated;
mod pieces;

/// The text of a test document.
macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/documents/", $name))
    };
}
pub(crate) use document;
