//! What the reader takes a document for, as answers say it.

use serde::Serialize;
use utoipa::ToSchema;

use super::wire_name::wire_name;
use crate::http::Code;
use crate::official_documents::reader::{GivenReason, Judgement};

/// Whether the document launches a campaign, as the reader sees it; the officer decides.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportJudgement {
    /// `LAUNCH`, `UNCERTAIN`: look at the reasons, or `OTHER`: accepted by `acceptAs`.
    #[schema(max_length = 9, pattern = "^(LAUNCH|UNCERTAIN|OTHER)$", example = "LAUNCH")]
    verdict: String,
    /// What the document was taken for where the verdict is `OTHER`; else null.
    #[schema(required, max_length = 64, pattern = "^[A-Z_]+$", example = json!(null))]
    pub taken_for: Option<String>,
    /// Why, the weightiest first.
    #[schema(max_items = 100)]
    pub reasons: Vec<ImportReason>,
}

/// A reason of the verdict.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportReason {
    /// The reason.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "TITLE_LAUNCHES")]
    reason: String,
    /// Its words; null where the reason is that words are missing, or that the file can't be read.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Phát động phong trào thi đua năm 2027"
    )]
    words: Option<String>,
    /// The line on which the words start, from 1.
    #[schema(required, minimum = 1, maximum = 4_194_304, example = 3)]
    line: Option<usize>,
}

impl From<&GivenReason> for ImportReason {
    fn from(given: &GivenReason) -> Self {
        Self { reason: wire_name(&given.reason), words: given.words.clone(), line: given.line }
    }
}

impl ImportReason {
    /// A file that can't be read, by the code with which an import refuses it.
    #[must_use]
    pub fn unreadable(code: Code) -> Self {
        Self { reason: code.as_str().to_uppercase(), words: None, line: None }
    }
}

impl ImportJudgement {
    /// How the reader judges.
    pub fn of(judgement: &Judgement) -> Self {
        Self {
            verdict: wire_name(&judgement.verdict),
            taken_for: judgement.taken_for.map(|class| wire_name(&class)),
            reasons: judgement.reasons.iter().map(ImportReason::from).collect(),
        }
    }
}
