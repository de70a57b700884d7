//! What can be due, and when it is overdue.

use chrono::NaiveDate;

use crate::text_enum;

text_enum! {
    /// What is due.
    pub enum ObligationKind {
        /// A unit has not submitted its pledge, or it was returned.
        Pledge = "PLEDGE",
        /// A unit has not submitted its report, or it was returned.
        Report = "REPORT",
        /// Pledges await approval by the standing office.
        ApprovePledges = "APPROVE_PLEDGES",
        /// Reports await acceptance by the standing office.
        AcceptReports = "ACCEPT_REPORTS",
        /// The standing office can open a period.
        OpenPeriod = "OPEN_PERIOD",
    }
}

/// Whether the last day is over.
#[must_use]
pub fn is_overdue(due_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    due_on.is_some_and(|due_on| due_on < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_itself_is_not_over() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!is_overdue(Some(day("2026-11-23")), day("2026-11-23")));
        assert!(is_overdue(Some(day("2026-11-22")), day("2026-11-23")));
        assert!(!is_overdue(None, day("2026-11-23")));
    }
}
