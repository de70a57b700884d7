//! The rows, and the statements that need no file of their own.

use chrono::NaiveDate;

/// The day of the state before any report.
#[must_use]
pub fn before_all() -> NaiveDate {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default()
}
