//! The writer of official documents: from a model to a Word file (.docx) in the form of Decree 30/2020/NĐ-CP, annex I.
//! It knows no service around it and no clock: one model always gives the same bytes.

mod body;
mod head;
mod looks;
mod model;
mod package;
mod page;
mod tail;
#[cfg(test)]
mod tests;
mod words;

pub use model::{Align, Block, Column, Issued, Level, OfficialDocument, Signature};

use docx_rs::Docx;

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

/// The document as a .docx file: A4, Times New Roman, from the national title to the recipients.
///
/// Text is composed (NFC) and loses what no document can hold (control characters); line breaks part paragraphs.
///
/// # Errors
/// A table is uneven, or the file cannot be packed.
pub fn docx(document: &OfficialDocument) -> Result<Vec<u8>, WriteError> {
    let mut docx = looks::add_styles(page::a4(Docx::new()));
    docx = head::write(docx, document);
    docx = body::write(docx, &document.blocks)?;
    docx = tail::write(docx, document);
    Ok(package::pack(docx, document)?)
}
