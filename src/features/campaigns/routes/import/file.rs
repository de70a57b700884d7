//! From an uploaded file to the reader's result.

use crate::core::crypto;
use crate::features::documents::rules::DocumentFile;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem};
use crate::official_documents::reader::{
    self, MOST_BYTES, NotALaunch, Reading, UnreadableFile, WordText, text_of_bytes, text_of_docx,
};

const PLAIN: &str = "text/plain";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// How much of a title a refusal quotes, in characters.
const QUOTED: usize = 200;

/// What a file says, and whether it holds tracked changes, which are read as if they were accepted.
pub struct ReadFile {
    /// What it says.
    pub reading: Reading,
    /// Whether it holds tracked changes.
    pub has_tracked_changes: bool,
}

/// What the document says. A long document takes long, so callers run this on the readers' pool.
///
/// # Errors
/// 413 and 422 with the reason.
pub fn read_file(file: &UploadedFile) -> Result<ReadFile, Problem> {
    let text = if is_docx(file) {
        text_of_docx(&file.bytes)
    } else {
        text_of_bytes(&file.bytes).map(|text| WordText { text, has_tracked_changes: false })
    };
    let WordText { text, has_tracked_changes } = text.map_err(unreadable)?;
    let reading = reader::read_text(&text).map_err(|reason| no_launch(&reason))?;
    Ok(ReadFile { reading, has_tracked_changes })
}

/// The file as the register of documents keeps it.
#[must_use]
pub fn file_of(file: &UploadedFile) -> DocumentFile {
    let hash = crypto::sha256(&[&file.bytes]);
    DocumentFile {
        name: file.name.clone().unwrap_or_else(|| "van-ban".to_owned()),
        media_type: (if is_docx(file) { DOCX } else { PLAIN }).to_owned(),
        bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
        sha256: crypto::to_hex(&hash),
    }
}

/// Whether the file is a .docx, by its media type, or else by its first bytes.
fn is_docx(file: &UploadedFile) -> bool {
    match file.media_type.as_deref() {
        Some(PLAIN) => false,
        Some(DOCX) => true,
        _ => file.bytes.starts_with(b"PK") || file.bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]),
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

fn no_launch(reason: &NotALaunch) -> Problem {
    let quoted = |text: &str| text.chars().take(QUOTED).collect::<String>();
    match reason {
        NotALaunch::Empty => Problem::new(Code::empty_document),
        NotALaunch::OtherKind { kind } => Problem::new(Code::document_of_other_kind)
            .with("kind", quoted(&kind.value))
            .with("line", kind.line),
        NotALaunch::OtherSubject { title } => Problem::new(Code::document_of_other_subject)
            .with("title", quoted(&title.value))
            .with("line", title.line),
        NotALaunch::NothingLaunched => Problem::new(Code::nothing_launched),
    }
}
