//! What can go wrong in writing a document.

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A table has no columns, or a row with more or fewer cells than it has columns.
    #[error("a table has no columns, or a row with more or fewer cells than columns")]
    UnevenTable,
    /// The parts could not be put into one file.
    #[error("the parts of the document could not be packed")]
    Packing(#[from] zip::result::ZipError),
}
