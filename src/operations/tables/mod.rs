//! Tables in and out: one way for every import and every list that an office takes out.

mod faults;
mod from_json;
pub mod give;
mod read;
pub mod spec;

pub use faults::sheet_with_faults;
pub use from_json::Words;
pub use give::{prefers_workbook, workbook};
pub use read::{TableFile, wrong_count};
