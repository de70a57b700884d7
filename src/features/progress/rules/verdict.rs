//! Verdicts: progress compared with elapsed time.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::arithmetic::{ONE, divide};
use crate::features::campaigns::rules::period::CampaignPeriod;
use crate::text_enum;

text_enum! {
    /// How progress compares with elapsed time.
    pub enum Verdict {
        /// Clearly ahead of schedule.
        Ahead = "AHEAD",
        /// Roughly on schedule.
        OnTrack = "ON_TRACK",
        /// Behind schedule.
        AtRisk = "AT_RISK",
        /// Far behind schedule.
        Stalled = "STALLED",
        /// No report was accepted yet.
        NoData = "NO_DATA",
    }
}

/// The least difference of progress and elapsed time for each verdict; below all of them the verdict is `STALLED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// For `AHEAD`.
    pub ahead: Decimal,
    /// For `ON_TRACK`.
    pub on_track: Decimal,
    /// For `AT_RISK`.
    pub at_risk: Decimal,
}

impl Thresholds {
    /// Whether they are in descending order.
    #[must_use]
    pub fn are_in_order(&self) -> bool {
        self.ahead >= self.on_track && self.on_track >= self.at_risk
    }
}

/// The share of time that has elapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElapsedShare(pub Decimal);

impl ElapsedShare {
    /// The share of the days from the first to the last that have elapsed when `today` is over.
    #[must_use]
    pub fn of(starts_on: NaiveDate, ends_on: NaiveDate, today: NaiveDate) -> Self {
        let period = CampaignPeriod { starts_on, ends_on: ends_on.max(starts_on) };
        let days = i128::from(period.days_elapsed(today)) * ONE;
        Self(divide(days, i128::from(period.days())))
    }
}

/// The verdict. Without any accepted report it is `NO_DATA`: missing is not zero.
#[must_use]
pub fn verdict(progress: Option<Decimal>, elapsed: ElapsedShare, thresholds: &Thresholds) -> Verdict {
    let Some(progress) = progress else { return Verdict::NoData };
    let difference = progress - elapsed.0;
    match difference {
        ahead if ahead >= thresholds.ahead => Verdict::Ahead,
        near if near >= thresholds.on_track => Verdict::OnTrack,
        behind if behind >= thresholds.at_risk => Verdict::AtRisk,
        _ => Verdict::Stalled,
    }
}

#[cfg(test)]
mod tests {
    use super::super::arithmetic::mean;
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_verdict_follows_the_difference() {
        let thresholds =
            Thresholds { ahead: decimal("0.05"), on_track: decimal("-0.05"), at_risk: decimal("-0.2") };
        assert!(thresholds.are_in_order());
        let elapsed = ElapsedShare(decimal("0.5"));
        for (progress, expected) in [
            (Some("0.55"), Verdict::Ahead),
            (Some("0.549999"), Verdict::OnTrack),
            (Some("0.45"), Verdict::OnTrack),
            (Some("0.449999"), Verdict::AtRisk),
            (Some("0.3"), Verdict::AtRisk),
            (Some("0.299999"), Verdict::Stalled),
            (None, Verdict::NoData),
        ] {
            assert_eq!(verdict(progress.map(decimal), elapsed, &thresholds), expected, "{progress:?}");
        }
    }

    #[test]
    fn time_is_a_share_of_days() {
        let day = |text: &str| text.parse().unwrap();
        for (today, expected) in
            [("2023-01-31", "0"), ("2023-02-01", "0.1"), ("2023-02-04", "0.4"), ("2023-03-01", "1")]
        {
            let elapsed = ElapsedShare::of(day("2023-02-01"), day("2023-02-10"), day(today));
            assert_eq!(elapsed.0, decimal(expected), "{today}");
        }
        assert_eq!(mean(decimal("2"), 3), Some(decimal("0.666667")));
        assert_eq!(mean(Decimal::ZERO, 0), None);
    }
}
