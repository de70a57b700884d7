//! Word files (.docx, ECMA-376, part 1): their text as it is read on paper, one paragraph a line.

mod body;
mod counter;
mod error;
mod fields;
mod notes;
mod number_format;
mod numbering;
mod properties;
mod read;
mod revisions;
mod story;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;

pub use crate::official_documents::package::MOST_BYTES;
pub use error::UnreadableFile;
pub use read::{WordText, text_of_docx};
