//! Bytes of plain text to text.

use super::docx::UnreadableFile;
use crate::core::plain_text::{DecodedText, decode};

/// The text of a plain text file, in any encoding that is known.
///
/// # Errors
/// The file is of another format, too large, or in another encoding.
pub fn text_of_bytes(bytes: &[u8]) -> Result<DecodedText, UnreadableFile> {
    if bytes.len() > super::docx::MOST_BYTES {
        return Err(UnreadableFile::TooLarge);
    }
    let decoded = match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(UnreadableFile::OldWord),
        [b'P', b'K', 3, 4, ..] => Err(UnreadableFile::ArchiveAsText),
        plain => decode(plain).ok_or(UnreadableFile::UnknownEncoding),
    };
    decoded.map(|decoded| DecodedText { text: without_control_characters(&decoded.text), ..decoded })
}

/// The text with blanks for what no printer prints; lines, columns and pages stay.
fn without_control_characters(text: &str) -> String {
    let is_printed = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    text.chars().map(|letter| if is_printed(letter) { letter } else { ' ' }).collect()
}
