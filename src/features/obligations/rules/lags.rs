//! Why a unit is behind.

use rust_decimal::Decimal;

use crate::features::progress::rules::{ElapsedShare, Thresholds};
use crate::text_enum;

text_enum! {
    /// Why a unit is behind.
    pub enum Lag {
        /// It has no pledge in force.
        NoPledge = "NO_PLEDGE",
        /// A report is overdue.
        NoReport = "NO_REPORT",
        /// Its progress is far behind schedule.
        BehindTime = "BEHIND_TIME",
    }
}

/// What a unit may be behind with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitShortfall {
    /// Whether it has a pledge in force.
    pub has_pledge: bool,
    /// How many reports are overdue.
    pub missing_reports: i64,
    /// Its progress, where something is known.
    pub progress: Option<Decimal>,
}

/// The progress below which a unit is far behind schedule.
#[must_use]
pub fn behind_below(elapsed: ElapsedShare, thresholds: &Thresholds) -> Decimal {
    elapsed.0 + thresholds.at_risk
}

/// All reasons why a unit is behind.
#[must_use]
pub fn lags(shortfall: &UnitShortfall, behind_below: Decimal) -> Vec<Lag> {
    let behind = shortfall.progress.is_some_and(|progress| progress < behind_below);
    [
        (!shortfall.has_pledge, Lag::NoPledge),
        (shortfall.missing_reports > 0, Lag::NoReport),
        (shortfall.has_pledge && behind, Lag::BehindTime),
    ]
    .into_iter()
    .filter_map(|(is, lag)| is.then_some(lag))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_behind_by_what_it_lacks() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let thresholds =
            Thresholds { ahead: decimal("0.05"), on_track: decimal("-0.05"), at_risk: decimal("-0.2") };
        let below = behind_below(ElapsedShare(decimal("0.6")), &thresholds);
        assert_eq!(below, decimal("0.4"));
        for (has_pledge, missing_reports, progress, expected) in [
            (false, 0, None, &[Lag::NoPledge][..]),
            (true, 2, Some("0.4"), &[Lag::NoReport]),
            (true, 0, Some("0.399999"), &[Lag::BehindTime]),
            (true, 1, Some("0"), &[Lag::NoReport, Lag::BehindTime]),
            (true, 0, None, &[]),
        ] {
            let shortfall = UnitShortfall { has_pledge, missing_reports, progress: progress.map(decimal) };
            assert_eq!(lags(&shortfall, below), expected, "{shortfall:?}");
        }
    }
}
