//! Writing a document.

use docx_rs::Docx;

use super::error::WriteError;
use super::model::OfficialDocument;
use super::package::Properties;
use super::{body, head, looks, package, page, tail};

/// The document as a .docx file: A4, Times New Roman, from the national title to the recipients.
///
/// Text is composed (NFC) and loses what no document can hold (control characters); line breaks part paragraphs.
///
/// # Errors
/// A table is uneven, or the file cannot be packed.
pub fn docx(document: &OfficialDocument) -> Result<Vec<u8>, WriteError> {
    let mut docx = looks::add_styles(page::a4(Docx::new()));
    docx = head::write(docx, document);
    let (contents, annex) = body::parted(&document.blocks);
    docx = body::write(docx, document, contents)?;
    docx = tail::write(docx, document);
    docx = body::write(docx, document, annex)?;
    Ok(package::pack(docx, &Properties::from(document))?)
}
