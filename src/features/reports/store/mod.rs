//! SQL of progress reports: one file a table or a purpose.

pub mod filing;
mod last_values;
mod rates;
mod released_files;
mod report;
mod versions;

pub use last_values::last_values;
pub use rates::{PeriodRates, Totals, changed_at, count, find_miscounted_period, rates, through};
pub use report::{
    ListedContent, Remarks, Report, ReportFilter, ReportRow, advance, create, find, find_all, find_id, list,
    list_contents, lock_all, lock_exclusive,
};
pub use versions::{Version, VersionRow, accept, is_shown_by, version, versions};
