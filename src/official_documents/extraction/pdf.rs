//! The text layer of a PDF.

use pdf_extract::{Document, extract_text_from_mem};

use super::fault::ExtractionFault;

/// The most pages that are read. The longest launch documents have some forty.
const MOST_PAGES: usize = 300;
/// A page of text has at least so many letters; on average fewer are the marks of a scanner.
const LETTERS_OF_A_PAGE: usize = 20;

/// The text of a PDF, page after page. Scripts and attachments are never looked at.
///
/// # Errors
/// The file is broken or encrypted, has too many pages, or no text.
pub fn text_of_pdf(bytes: &[u8]) -> Result<String, ExtractionFault> {
    let document = Document::load_mem(bytes).map_err(|_| ExtractionFault::Broken)?;
    if document.is_encrypted() {
        return Err(ExtractionFault::Encrypted);
    }
    let pages = document.get_pages().len();
    if pages > MOST_PAGES {
        return Err(ExtractionFault::TooManyPages);
    }
    let text = extract_text_from_mem(bytes).map_err(|_| ExtractionFault::Broken)?;
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < pages.saturating_mul(LETTERS_OF_A_PAGE) { Err(ExtractionFault::Scanned) } else { Ok(text) }
}
