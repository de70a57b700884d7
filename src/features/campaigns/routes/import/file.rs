//! From an uploaded file to the reader's result.

use super::wire_name::wire_name;
use crate::core::crypto;
use crate::core::plain_text::TextEncoding;
use crate::features::documents::rules::DocumentFile;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem};
use crate::official_documents::extraction::ExtractionFault;
use crate::official_documents::reader::{
    self, DocumentClass, LostLetters, MOST_BYTES, Reading, Reason, UnreadableFile, UnreadableText,
    text_of_bytes, text_of_docx,
};
use crate::operations::extractor::Extractor;

const PLAIN: &str = "text/plain";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

/// How much of a title a refusal quotes, in characters.
const QUOTED: usize = 200;

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
enum Format {
    Text,
    Word,
    Pdf,
}

impl Format {
    /// By the media type, or else by the first bytes.
    fn of(file: &UploadedFile) -> Self {
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

    const fn media_type(self) -> &'static str {
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
    match Format::of(file) {
        Format::Pdf if !file.bytes.starts_with(b"%PDF-") => Err(Problem::new(Code::not_pdf)),
        Format::Pdf => {
            let text = extractor.text_of_pdf(&file.bytes).await?.map_err(not_extracted)?;
            Ok(FileText { text, encoding: None, has_tracked_changes: false })
        }
        Format::Text | Format::Word => text_of_file(file),
    }
}

/// The text of a file that is plain text or .docx.
///
/// # Errors
/// 413 and 422 with the reason.
pub fn text_of_file(file: &UploadedFile) -> Result<FileText, Problem> {
    if Format::of(file) == Format::Word {
        let word = text_of_docx(&file.bytes).map_err(unreadable)?;
        let has_tracked_changes = word.has_tracked_changes;
        return Ok(FileText { text: word.text, encoding: None, has_tracked_changes });
    }
    let plain = text_of_bytes(&file.bytes).map_err(unreadable)?;
    Ok(FileText { text: plain.text, encoding: Some(plain.encoding), has_tracked_changes: false })
}

/// What the document says. A long document takes long, so callers run this on the readers' pool. Where `accepts_all`, what
/// the reader takes for something else is read as well.
///
/// # Errors
/// 422 with the reason.
pub fn read_document(file: &FileText, accepts_all: bool) -> Result<ReadFile, Problem> {
    let reading = reader::read_text(&file.text).map_err(unreadable_text)?;
    if !accepts_all {
        require_launch(&reading)?;
    }
    let FileText { encoding, has_tracked_changes, .. } = *file;
    Ok(ReadFile { reading, encoding, has_tracked_changes })
}

/// The file as the register of documents keeps it.
#[must_use]
pub fn file_of(file: &UploadedFile) -> DocumentFile {
    let hash = crypto::sha256(&[&file.bytes]);
    DocumentFile {
        name: file.name.clone().unwrap_or_else(|| "van-ban".to_owned()),
        media_type: Format::of(file).media_type().to_owned(),
        bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
        sha256: crypto::to_hex(&hash),
    }
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

/// Refuses what is something other than a launch, with what it was taken for and why.
fn require_launch(reading: &Reading) -> Result<(), Problem> {
    let judgement = &reading.judgement;
    let Some(taken_for) = judgement.taken_for else { return Ok(()) };
    let Some(reason) = judgement.reasons.first() else { return Ok(()) };
    let words: String = reason.words.as_deref().unwrap_or_default().chars().take(QUOTED).collect();
    let code = match taken_for {
        _ if reason.reason == Reason::NothingAboutEmulation => Code::nothing_launched,
        DocumentClass::News => Code::document_is_news,
        DocumentClass::Report => Code::document_is_report,
        DocumentClass::AwardDecision => Code::document_is_award_decision,
        DocumentClass::Contest => Code::document_is_contest,
        DocumentClass::Rules => Code::document_is_rules,
        DocumentClass::Event => Code::document_is_event,
        DocumentClass::Offices => Code::document_is_about_offices,
        DocumentClass::OtherType => Code::document_of_other_kind,
        DocumentClass::OtherSubject => Code::document_of_other_subject,
    };
    let problem = Problem::new(code).with("words", words).with("line", reason.line.unwrap_or(1));
    Err(problem.member("takenFor", wire_name(&taken_for)))
}
