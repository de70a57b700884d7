//! Bytes of plain text to text.

use super::docx::UnreadableFile;

/// The text of a plain text file: UTF-8, with or without its mark, or UTF-16 with its mark.
///
/// # Errors
/// The file is of another format, too large, or in another encoding.
pub fn text_of_bytes(bytes: &[u8]) -> Result<String, UnreadableFile> {
    if bytes.len() > super::docx::MOST_BYTES {
        return Err(UnreadableFile::TooLarge);
    }
    let text = match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(UnreadableFile::OldWord),
        [b'P', b'K', 3, 4, ..] => Err(UnreadableFile::ArchiveAsText),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        plain => utf8(plain),
    };
    text.map(|text| without_control_characters(&text))
}

/// The text with blanks for what no printer prints; lines, columns and pages stay.
fn without_control_characters(text: &str) -> String {
    let is_printed = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    text.chars().map(|letter| if is_printed(letter) { letter } else { ' ' }).collect()
}

fn utf8(bytes: &[u8]) -> Result<String, UnreadableFile> {
    let text = std::str::from_utf8(bytes).map_err(|_| UnreadableFile::UnknownEncoding)?;
    // A zero byte in UTF-8 is a sign of UTF-16 without its mark, or of a binary file.
    if text.contains('\0') { Err(UnreadableFile::UnknownEncoding) } else { Ok(text.to_owned()) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, UnreadableFile> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(UnreadableFile::UnknownEncoding);
    }
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<String, _>>()
        .map_err(|_| UnreadableFile::UnknownEncoding)?;
    if text.contains('\0') { Err(UnreadableFile::UnknownEncoding) } else { Ok(text) }
}
