//! Rules of obligations: what can be due, and why a unit is behind.

pub mod reminders;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::features::progress::rules::{Elapsed, Thresholds};
use crate::text_enum;

text_enum! {
    /// What is due.
    pub enum ObligationKind {
        /// A unit has not sent its pledge, or it was given back.
        Pledge = "PLEDGE",
        /// A unit has not sent its report, or it was given back.
        Report = "REPORT",
        /// Pledges wait for the standing office.
        ApprovePledges = "APPROVE_PLEDGES",
        /// Reports wait for the standing office.
        AcceptReports = "ACCEPT_REPORTS",
        /// A period can be opened by the standing office.
        OpenPeriod = "OPEN_PERIOD",
    }
}

text_enum! {
    /// Why a unit is behind.
    pub enum Lag {
        /// No pledge of it is in force.
        NoPledge = "NO_PLEDGE",
        /// A report whose last day is over did not come.
        NoReport = "NO_REPORT",
        /// Its progress is far behind time.
        BehindTime = "BEHIND_TIME",
    }
}

/// What is known of a unit that may be behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether a pledge of it is in force.
    pub has_pledge: bool,
    /// How many reports whose last day is over did not come.
    pub missing_reports: i64,
    /// How far it is, where something is known.
    pub progress: Option<Decimal>,
}

/// The progress below which a unit is far behind time.
#[must_use]
pub fn behind_below(elapsed: Elapsed, thresholds: &Thresholds) -> Decimal {
    elapsed.0 + thresholds.at_risk
}

/// Everything by which a unit is behind.
#[must_use]
pub fn lags(standing: &Standing, behind_below: Decimal) -> Vec<Lag> {
    let behind = standing.progress.is_some_and(|progress| progress < behind_below);
    [
        (!standing.has_pledge, Lag::NoPledge),
        (standing.missing_reports > 0, Lag::NoReport),
        (standing.has_pledge && behind, Lag::BehindTime),
    ]
    .into_iter()
    .filter_map(|(is, lag)| is.then_some(lag))
    .collect()
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
    fn a_unit_is_behind_by_what_it_lacks() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let thresholds =
            Thresholds { ahead: decimal("0.05"), on_track: decimal("-0.05"), at_risk: decimal("-0.2") };
        let below = behind_below(Elapsed(decimal("0.6")), &thresholds);
        assert_eq!(below, decimal("0.4"));
        for (has_pledge, missing_reports, progress, expected) in [
            (false, 0, None, &[Lag::NoPledge][..]),
            (true, 2, Some("0.4"), &[Lag::NoReport]),
            (true, 0, Some("0.399999"), &[Lag::BehindTime]),
            (true, 1, Some("0"), &[Lag::NoReport, Lag::BehindTime]),
            (true, 0, None, &[]),
        ] {
            let standing = Standing { has_pledge, missing_reports, progress: progress.map(decimal) };
            assert_eq!(lags(&standing, below), expected, "{standing:?}");
        }
    }

    #[test]
    fn the_last_day_itself_is_not_over() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!is_overdue(Some(day("2026-11-23")), day("2026-11-23")));
        assert!(is_overdue(Some(day("2026-11-22")), day("2026-11-23")));
        assert!(!is_overdue(None, day("2026-11-23")));
    }
}
