//! From an uploaded file to its text, and from the text to the reader's result.

use crate::core::plain_text::TextEncoding;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem};
use crate::official_documents::extraction::ExtractionFault;
use crate::official_documents::reader::{
    self, LostLetters, MOST_BYTES, Reading, UnreadableFile, UnreadableText, text_of_bytes, text_of_docx,
};
use crate::operations::extractor::Extractor;

const PLAIN: &str = "text/plain";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

/// The text of a file, and what the file says beside it.
#[derive(Debug)]
pub struct FileText {
    text: String,
    /// The encoding, where the file is plain text.
    encoding: Option<TextEncoding>,
    /// Whether the file holds tracked changes, which are read as if they were accepted.
    has_tracked_changes: bool,
}

/// What a file says.
#[derive(Debug)]
pub struct ReadFile {
    /// What it says as a launch.
    pub reading: Reading,
    /// The encoding, where the file is plain text.
    pub encoding: Option<TextEncoding>,
    /// Whether it holds tracked changes, which are read as if they were accepted.
    pub has_tracked_changes: bool,
}

/// What kind of file a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficialFormat {
    /// Plain text.
    Text,
    /// A Word document.
    Word,
    /// PDF.
    Pdf,
}

impl OfficialFormat {
    /// By the media type, or else by the first bytes.
    #[must_use]
    pub fn of(file: &UploadedFile) -> Self {
        match file.media_type.as_deref() {
            Some(PLAIN) => Self::Text,
            Some(DOCX) => Self::Word,
            Some(PDF) => Self::Pdf,
            _ if file.bytes.starts_with(b"%PDF-") => Self::Pdf,
            _ if file.bytes.starts_with(b"PK") || file.bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) => {
                Self::Word
            }
            _ => Self::Text,
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => PLAIN,
            Self::Word => DOCX,
            Self::Pdf => PDF,
        }
    }
}

/// The text of an uploaded file.
///
/// # Errors
/// 413 and 422 with the reason; 503.
pub async fn text_of_upload(extractor: &Extractor, file: &UploadedFile) -> Result<FileText, Problem> {
    match OfficialFormat::of(file) {
        OfficialFormat::Pdf if !file.bytes.starts_with(b"%PDF-") => Err(Problem::new(Code::not_pdf)),
        OfficialFormat::Pdf => {
            let text = extractor.text_of_pdf(&file.bytes).await?.map_err(not_extracted)?;
            Ok(FileText { text, encoding: None, has_tracked_changes: false })
        }
        OfficialFormat::Text | OfficialFormat::Word => text_of_file(file),
    }
}

/// The text of a file that is plain text or .docx.
///
/// # Errors
/// 413 and 422 with the reason.
pub fn text_of_file(file: &UploadedFile) -> Result<FileText, Problem> {
    if OfficialFormat::of(file) == OfficialFormat::Word {
        let word = text_of_docx(&file.bytes).map_err(unreadable)?;
        let has_tracked_changes = word.has_tracked_changes;
        return Ok(FileText { text: word.text, encoding: None, has_tracked_changes });
    }
    let plain = text_of_bytes(&file.bytes).map_err(unreadable)?;
    Ok(FileText { text: plain.text, encoding: Some(plain.encoding), has_tracked_changes: false })
}

/// What the document says. A long document takes long, so callers run this on the readers' pool.
///
/// # Errors
/// 422 with the reason.
pub fn read_document(file: &FileText) -> Result<ReadFile, Problem> {
    let reading = reader::read_text(&file.text).map_err(unreadable_text)?;
    let FileText { encoding, has_tracked_changes, .. } = *file;
    Ok(ReadFile { reading, encoding, has_tracked_changes })
}

fn unreadable(reason: UnreadableFile) -> Problem {
    Problem::new(match reason {
        UnreadableFile::TooLarge => return Problem::new(Code::too_large).with("limit", MOST_BYTES),
        UnreadableFile::NotDocx => Code::not_docx,
        UnreadableFile::ArchiveAsText => Code::archive_as_text,
        UnreadableFile::OldWord => Code::old_word_file,
        UnreadableFile::ZipBomb => Code::zip_bomb,
        UnreadableFile::ForbiddenXml => Code::forbidden_xml,
        UnreadableFile::Broken => Code::broken_file,
        UnreadableFile::UnknownEncoding => Code::unknown_encoding,
    })
}

fn not_extracted(fault: ExtractionFault) -> Problem {
    Problem::new(match fault {
        ExtractionFault::Broken => Code::broken_file,
        ExtractionFault::Encrypted => Code::encrypted_file,
        ExtractionFault::TooManyPages | ExtractionFault::TooManyRows => Code::too_many_pages,
        ExtractionFault::Scanned => Code::scanned_document,
        ExtractionFault::TooCostly => Code::file_too_costly,
    })
}

fn unreadable_text(reason: UnreadableText) -> Problem {
    Problem::new(match reason {
        UnreadableText::Empty => Code::empty_document,
        UnreadableText::LettersLost(LostLetters::Marked) => Code::marked_letters_lost,
        UnreadableText::LettersLost(LostLetters::NonAscii) => Code::letters_lost,
        UnreadableText::LettersLost(LostLetters::Accents) => Code::accents_lost,
    })
}
