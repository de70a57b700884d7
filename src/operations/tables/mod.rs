//! Tables in and out: one way for every import and every list that an office takes out.

mod faults;
mod from_json;
pub mod give;
pub mod lines;
mod read;
pub mod spec;
mod stream;

pub use faults::{header_with_faults, row_with_faults};
pub use from_json::{Words, rows_of};
pub use give::{prefers, prefers_workbook, workbook};
pub use read::TableFile;
pub use stream::{ROWS_AT_ONCE, TableStream};
