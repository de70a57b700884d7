//! What the file of a pushed document is and says. A file that can't be read is no fault of the document: most are scans.

use std::io::Cursor;

use crate::features::dispatches::rules::DispatchVerdict;
use crate::features::documents::rules::DocumentFile;
use crate::features::files::rules::FileKind;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem};
use crate::official_documents::reader::{Reading, Verdict};
use crate::operations::official_files::{
    ImportJudgement, ImportReason, ReadFile, read_document, text_of_upload,
};
use crate::operations::state::State;

/// What files of no known kind are.
const ANY_BYTES: &str = "application/octet-stream";

/// The file of a pushed document.
pub(super) struct PushedFile {
    /// As the register keeps it.
    pub file: DocumentFile,
    /// What it says, or why that can't be read.
    read: Result<ReadFile, Code>,
}

impl PushedFile {
    /// Reads a file. Its bytes decide what kind of file it is.
    ///
    /// # Errors
    /// 503 when no turn to read it comes in time.
    pub async fn read(state: &State, file: UploadedFile) -> Result<Self, Problem> {
        let examine = move || FileKind::of(&mut Cursor::new(&file.bytes)).map(|kind| (kind, file));
        let (kind, mut file) = state.readers.run(examine).await??;
        file.media_type = kind.map(|kind| kind.as_str().to_owned());
        let media_type = kind.map_or(ANY_BYTES, FileKind::as_str);
        let stored = DocumentFile::of(file.name.as_deref(), media_type, &file.bytes);
        let read = match text_of_upload(&state.extractor, &file).await {
            Ok(text) => state.readers.run(move || read_document(&text)).await?,
            Err(problem) => Err(problem),
        };
        let read = match read {
            Ok(read) => Ok(read),
            Err(problem) if is_about_the_file(problem.code) => Err(problem.code),
            Err(problem) => return Err(problem),
        };
        Ok(Self { file: stored, read })
    }

    /// What it says, where it may launch a campaign.
    pub fn launch(&self) -> Option<&Reading> {
        let reading = self.read.as_ref().ok().map(|read| &read.reading);
        reading.filter(|reading| reading.judgement.verdict != Verdict::Other)
    }

    /// What it is taken for.
    pub fn verdict(&self) -> DispatchVerdict {
        let read = self.read.as_ref().map(|read| read.reading.judgement.verdict.into());
        read.unwrap_or(DispatchVerdict::Unreadable)
    }

    /// As what else it was taken, and why.
    pub fn reasons(&self) -> (Option<String>, Vec<ImportReason>) {
        match &self.read {
            Ok(read) => {
                let ImportJudgement { taken_for, reasons, .. } = ImportJudgement::of(&read.reading.judgement);
                (taken_for, reasons)
            }
            Err(code) => (None, vec![ImportReason::unreadable(*code)]),
        }
    }
}

/// Whether a refusal says that the file can't be read, and not that the service can't read it now.
fn is_about_the_file(code: Code) -> bool {
    matches!(code.row().status, 413 | 422)
}
