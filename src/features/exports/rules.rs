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

/// The parameters of a list that say which page of it is read: an export reads them all.
const OF_PAGES: [&str; 3] = ["cursor", "limit", "includeTotal"];

/// A path and a query as two, without what belongs to pages; the path as it is written below the document's base.
#[must_use]
pub fn without_pages<'a>(path: &'a str, base: &str) -> (&'a str, String) {
    let path = path.strip_prefix(base).unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_kept =
        |pair: &&str| !pair.is_empty() && !OF_PAGES.contains(&pair.split('=').next().unwrap_or_default());
    (path, query.split('&').filter(is_kept).collect::<Vec<_>>().join("&"))
}

/// The path of the page that begins at a cursor.
#[must_use]
pub fn page_path(path: &str, cursor: Option<&str>) -> String {
    match cursor {
        None => path.to_owned(),
        Some(cursor) if path.contains('?') => format!("{path}&cursor={cursor}"),
        Some(cursor) => format!("{path}?cursor={cursor}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_pages_is_left_out() {
        for (given, path, query) in [
            ("/units", "/units", ""),
            ("/api/v1/units?limit=5&kind=DIVISION&cursor=x", "/units", "kind=DIVISION"),
            ("/units?q=a%26b&&includeTotal=true&limited=1", "/units", "q=a%26b&limited=1"),
        ] {
            assert_eq!(without_pages(given, "/api/v1"), (path, query.to_owned()), "{given}");
        }
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        assert_eq!(page_path("/units", None), "/units");
        assert_eq!(page_path("/units", Some("x")), "/units?cursor=x");
        assert_eq!(page_path("/units?q=a", Some("x")), "/units?q=a&cursor=x");
    }
}
