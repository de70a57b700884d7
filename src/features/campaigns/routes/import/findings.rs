//! What the reader found in a document.

use serde::Serialize;
use utoipa::ToSchema;

use crate::features::campaigns::rules::imported;
use crate::official_documents::reader::Confidence;
use crate::operations::official_files::{ReadFile, wire_name};

/// The file holds changes that nobody has accepted yet.
const TRACKED_CHANGES: &str = "TRACKED_CHANGES";

/// Something the reader found in the document, or did not find.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportFinding {
    /// What it is about.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "TITLE")]
    kind: String,
    /// FOUND, or MISSING where the document does not say it.
    #[schema(max_length = 8, pattern = "^(FOUND|MISSING)$", example = "FOUND")]
    state: &'static str,
    /// The printed text; null when it is missing, and for `TRACKED_CHANGES`: the file holds changes that were read as if they
    /// were accepted.
    #[schema(
        required,
        max_length = 4_194_304,
        format = "text",
        example = "Phong trào thi đua phấn đấu hoàn thành xuất sắc"
    )]
    text: Option<String>,
    /// The line on which the words start, from 1.
    #[schema(required, minimum = 1, maximum = 4_194_304, example = 3)]
    line: Option<usize>,
    /// How far it may be trusted: HIGH, MEDIUM or LOW. A day of LOW confidence is inferred from a month, a quarter or a year.
    #[schema(required, max_length = 8, pattern = "^(HIGH|MEDIUM|LOW)$", value_type = Option<String>, example = "HIGH")]
    confidence: Option<Confidence>,
}

/// Everything the reader found, and everything that is missing.
pub(super) fn findings(ReadFile { reading, has_tracked_changes, .. }: &ReadFile) -> Vec<ImportFinding> {
    let found = reading.findings().into_iter().map(|place| ImportFinding {
        kind: wire_name(&place.kind),
        state: "FOUND",
        text: Some(place.text),
        line: Some(place.line),
        confidence: Some(place.confidence),
    });
    let missing = imported::missing(reading).into_iter().map(|missing| ImportFinding {
        kind: wire_name(&missing),
        state: "MISSING",
        text: None,
        line: None,
        confidence: None,
    });
    let tracked = has_tracked_changes.then(|| ImportFinding {
        kind: TRACKED_CHANGES.to_owned(),
        state: "FOUND",
        text: None,
        line: None,
        confidence: None,
    });
    found.chain(missing).chain(tracked).collect()
}
