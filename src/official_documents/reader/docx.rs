//! The text of a Word file (.docx), within bounds.

use std::fmt;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::Serialize;
use zip::ZipArchive;

use crate::core::archive;

/// The most bytes that a file may have, packed or unpacked: 16 MiB.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// How many times its packed size the text part may unpack to, beyond the first MiB.
const MOST_RATIO: u64 = 100;
const FREE_BYTES: u64 = 1024 * 1024;
const MOST_PARTS: usize = 2_000;
const BODY: &str = "word/document.xml";

/// Why no text could be taken from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum UnreadableFile {
    /// Not a .docx: no archive, or one without Word's text.
    NotDocx,
    /// A .docx or another archive where plain text is expected.
    ArchiveAsText,
    /// Word's format before 2007 (.doc).
    OldWord,
    /// More than 16 MiB, packed or unpacked.
    TooLarge,
    /// Unpacks to many times its size.
    ZipBomb,
    /// A document type declaration or an entity of its own; neither is ever expanded.
    ForbiddenXml,
    /// XML that is not well formed, or an archive that is damaged or encrypted.
    Broken,
    /// Neither UTF-8 nor UTF-16 with its mark.
    UnknownEncoding,
}

impl fmt::Display for UnreadableFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotDocx => "the file is not a .docx document",
            Self::ArchiveAsText => "the file is an archive, not plain text",
            Self::OldWord => "the file is in Word's old .doc format; save it as .docx",
            Self::TooLarge => "the file holds more than 16 MiB",
            Self::ZipBomb => "the file unpacks to far more than its size (zip bomb)",
            Self::ForbiddenXml => "the file declares a document type or entities of its own",
            Self::Broken => "the file is damaged or encrypted",
            Self::UnknownEncoding => "the text is neither UTF-8 nor UTF-16 with a byte order mark",
        })
    }
}

impl std::error::Error for UnreadableFile {}

/// The text of a .docx, one paragraph a line, table cells in reading order.
///
/// # Errors
/// The file is no .docx, is damaged, or breaks a bound; the reason is named.
pub fn text_of_docx(bytes: &[u8]) -> Result<String, UnreadableFile> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(UnreadableFile::OldWord);
    }
    if bytes.len() > MOST_BYTES {
        return Err(UnreadableFile::TooLarge);
    }
    if !bytes.starts_with(b"PK") {
        return Err(UnreadableFile::NotDocx);
    }
    paragraphs(&body_part(bytes)?)
}

fn body_part(bytes: &[u8]) -> Result<String, UnreadableFile> {
    if archive::may_exceed(bytes, MOST_PARTS) {
        return Err(UnreadableFile::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnreadableFile::Broken)?;
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let declared = archive.decompressed_size().unwrap_or(0);
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    refuse_bomb(u64::try_from(declared).unwrap_or(u64::MAX), packed)?;
    if declared > u128::from(most) {
        return Err(UnreadableFile::TooLarge);
    }
    if archive.index_for_name(BODY).is_none() {
        return Err(UnreadableFile::NotDocx);
    }
    let part = archive.by_name(BODY).map_err(|_| UnreadableFile::Broken)?;
    let part_packed = part.compressed_size();
    let mut unpacked = Vec::new();
    // What the archive declares may be a lie; what is read is what counts.
    part.take(most.saturating_add(1)).read_to_end(&mut unpacked).map_err(|_| UnreadableFile::Broken)?;
    let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
    refuse_bomb(size, part_packed.min(packed))?;
    if size > most {
        return Err(UnreadableFile::TooLarge);
    }
    String::from_utf8(unpacked).map_err(|_| UnreadableFile::Broken)
}

fn refuse_bomb(unpacked: u64, packed: u64) -> Result<(), UnreadableFile> {
    let bound = packed.saturating_mul(MOST_RATIO).max(FREE_BYTES);
    if unpacked > bound { Err(UnreadableFile::ZipBomb) } else { Ok(()) }
}

fn paragraphs(xml: &str) -> Result<String, UnreadableFile> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut hold = Hold::default();
    loop {
        match reader.read_event().map_err(|_| UnreadableFile::Broken)? {
            Event::DocType(_) => return Err(UnreadableFile::ForbiddenXml),
            Event::Start(start) => hold.open(&start, false, &mut text)?,
            Event::Empty(start) => hold.open(&start, true, &mut text)?,
            Event::End(end) => hold.close(end.local_name().as_ref(), &mut text),
            Event::Text(words) if hold.in_text() => {
                text.push_str(&words.xml10_content());
            }
            Event::CData(words) if hold.in_text() => {
                text.push_str(&words.xml10_content());
            }
            Event::GeneralRef(name) => {
                let letter = letter_of(&name)?;
                if hold.in_text() {
                    text.push(letter);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if hold.depth == 0 { Ok(text) } else { Err(UnreadableFile::Broken) }
}

fn letter_of(name: &quick_xml::events::BytesRef<'_>) -> Result<char, UnreadableFile> {
    if let Some(letter) = name.resolve_char_ref().map_err(|_| UnreadableFile::Broken)? {
        return Ok(letter);
    }
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(UnreadableFile::ForbiddenXml),
    }
}

/// What the reader is inside of.
#[derive(Default)]
struct Hold {
    depth: usize,
    words: usize,
    fallback: usize,
}

impl Hold {
    fn in_text(&self) -> bool {
        self.words > 0 && self.fallback == 0
    }

    fn open(&mut self, start: &BytesStart<'_>, empty: bool, text: &mut String) -> Result<(), UnreadableFile> {
        // Word nests a few dozen deep; a file that nests thousands is not from Word.
        if self.depth > 500 {
            return Err(UnreadableFile::Broken);
        }
        match start.local_name().as_ref() {
            "br" | "cr" if self.fallback == 0 => text.push('\n'),
            "ta" if self.fallback == 0 && empty => text.push(' '),
            "noBreakHyphen" if self.fallback == 0 => text.push('-'),
            "t" if !empty => self.words = self.words.saturating_add(1),
            // A text box is written twice: once for new programs, once as a fallback for old ones.
            "Fallback" if !empty => self.fallback = self.fallback.saturating_add(1),
            _ => {}
        }
        if !empty {
            self.depth = self.depth.saturating_add(1);
        }
        Ok(())
    }

    fn close(&mut self, name: &str, text: &mut String) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "p" if self.fallback == 0 => text.push('\n'),
            "t" => self.words = self.words.saturating_sub(1),
            "Fallback" => self.fallback = self.fallback.saturating_sub(1),
            _ => {}
        }
    }
}
