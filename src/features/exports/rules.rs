//! Rules of exports: their forms, their life, and their bounds.

use chrono::TimeDelta;

use crate::operations::tables::give::{CSV, XLSX};
use crate::text_enum;

/// The most rows of a file.
pub const MOST_ROWS: usize = 200_000;
/// How many exports of one person may be made at the same time.
pub const MOST_OPEN: i64 = 5;
/// How long an export stays after its last change.
pub const KEPT: TimeDelta = TimeDelta::days(7);

text_enum! {
    /// The form of a file.
    pub enum ExportFormat {
        /// Plain text, UTF-8, with commas.
        Csv = "CSV",
        /// A workbook.
        Xlsx = "XLSX",
    }
}

impl ExportFormat {
    /// Its media type, and the ending of its name.
    #[must_use]
    pub const fn media_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => (CSV, "csv"),
            Self::Xlsx => (XLSX, "xlsx"),
        }
    }
}

text_enum! {
    /// The status of an export.
    pub enum ExportStatus {
        /// Its file waits to be made, or is being made.
        Making = "MAKING",
        /// Its file can be downloaded.
        Made = "MADE",
        /// Its file can't be made.
        Failed = "FAILED",
    }
}
