//! Uploaded files that launch campaigns; others are refused with what they are.

use crate::features::documents::rules::DocumentFile;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem};
use crate::official_documents::reader::{DocumentClass, Reading, Reason};
use crate::operations::official_files::{FileText, OfficialFormat, ReadFile, read_document, wire_name};

/// How much of a title a refusal quotes, in characters.
const QUOTED: usize = 200;

/// What the document says as a launch. Where `accepts_all`, what the reader takes for something else is read as well.
///
/// # Errors
/// 422 with the reason.
pub fn read_launch(file: &FileText, accepts_all: bool) -> Result<ReadFile, Problem> {
    let read = read_document(file)?;
    if !accepts_all {
        require_launch(&read.reading)?;
    }
    Ok(read)
}

/// The file as the register of documents keeps it.
#[must_use]
pub fn file_of(file: &UploadedFile) -> DocumentFile {
    DocumentFile::of(file.name.as_deref(), OfficialFormat::of(file).media_type(), &file.bytes)
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
