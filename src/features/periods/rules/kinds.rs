//! The kinds of reporting periods and of their reporters.

use crate::text_enum;

text_enum! {
    /// What kind of period it is.
    pub enum PeriodKind {
        /// A month.
        Month = "MONTH",
        /// A quarter.
        Quarter = "QUARTER",
        /// Half a year.
        HalfYear = "HALF_YEAR",
        /// A year.
        Year = "YEAR",
        /// A school year.
        SchoolYear = "SCHOOL_YEAR",
        /// The time until an interim review (sơ kết).
        InterimReview = "INTERIM_REVIEW",
        /// The time until the final review (tổng kết).
        FinalReview = "FINAL_REVIEW",
        /// Any other days.
        Other = "OTHER",
    }
}

text_enum! {
    /// Why a unit is expected to report, or is not.
    pub enum ReporterStatus {
        /// It takes part, and it was not closed.
        Expected = "EXPECTED",
        /// It was closed; the units that directly follow it report for it.
        BySuccessors = "BY_SUCCESSORS",
        /// It was closed and no unit follows it: no report is expected.
        Excused = "EXCUSED",
    }
}
