//! SQL of reporting periods, holidays, expected reporters and exceptions.

mod exceptions;
mod holidays;
mod model;
mod read;
mod reporters;
mod write;

pub use exceptions::{LockException, find_exception, insert_exception, list_exceptions, revoke_exception};
pub use holidays::{
    Holiday, find_holiday, find_holiday_on, insert_holiday, list_holidays, remove_holiday, working_days,
};
pub use model::ReportingPeriod;
pub use read::{
    find, find_by_code, find_overlapping, find_references, list, lock_exclusive, lock_shared,
    lock_shared_by_code,
};
pub use reporters::{
    ExpectedUnit, TimelyReport, count_as_timely, expect_again, expects_one_of, find_expected,
    freeze_expected, list_expected, set_owes_reports,
};
pub use write::{advance, create};
