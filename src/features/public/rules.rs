//! Rules of public reading: whether an award holds, what a stage means for the filter of a list, and how much of a campaign's time is over.

use chrono::NaiveDate;

use crate::features::campaigns::rules::CampaignStatus;
use crate::features::campaigns::rules::period::{CampaignPeriod, Stage};
use crate::text_enum;

/// How much of a campaign's time is over on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElapsedDays {
    /// Its stage.
    pub stage: Stage,
    /// How many days it has.
    pub days_total: i64,
    /// How many of them are over when the day is over.
    pub days_elapsed: i64,
    /// How many come after the day.
    pub days_left: i64,
}

/// How much of a campaign's time is over; `None` for a campaign that was never public.
#[must_use]
pub fn elapsed_days(status: CampaignStatus, period: CampaignPeriod, today: NaiveDate) -> Option<ElapsedDays> {
    Some(ElapsedDays {
        stage: period.stage(status, today)?,
        days_total: period.days(),
        days_elapsed: period.days_elapsed(today),
        days_left: period.days_left(today),
    })
}

/// Which statuses and days a stage stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageFilter {
    /// The statuses.
    pub statuses: Vec<CampaignStatus>,
    /// The first day is later than this day.
    pub starts_after: Option<NaiveDate>,
    /// The first day is this day or earlier.
    pub started_by: Option<NaiveDate>,
    /// The last day is this day or later.
    pub ends_from: Option<NaiveDate>,
    /// The last day is earlier than this day.
    pub ended_before: Option<NaiveDate>,
}

impl StageFilter {
    /// Every published campaign.
    #[must_use]
    pub fn any() -> Self {
        Self::of(CampaignStatus::ALL.iter().copied().filter(|status| status.is_published()).collect())
    }

    /// The campaigns of a stage on a day: the counterpart of [`CampaignPeriod::stage`].
    #[must_use]
    pub fn on(stage: Stage, today: NaiveDate) -> Self {
        let launched = Self::of(vec![CampaignStatus::Launched]);
        match stage {
            Stage::Upcoming => Self { starts_after: Some(today), ..launched },
            Stage::Running => Self { started_by: Some(today), ends_from: Some(today), ..launched },
            Stage::Ended => Self { ended_before: Some(today), ..launched },
            Stage::InReview => Self::of(vec![CampaignStatus::InReview]),
            Stage::Closed => Self::of(vec![CampaignStatus::Closed, CampaignStatus::Archived]),
            Stage::Cancelled => Self::of(vec![CampaignStatus::Cancelled]),
        }
    }

    /// Whether a campaign is one of them.
    #[must_use]
    pub fn matches(&self, status: CampaignStatus, period: CampaignPeriod) -> bool {
        self.statuses.contains(&status)
            && self.starts_after.is_none_or(|day| period.starts_on > day)
            && self.started_by.is_none_or(|day| period.starts_on <= day)
            && self.ends_from.is_none_or(|day| period.ends_on >= day)
            && self.ended_before.is_none_or(|day| period.ends_on < day)
    }

    fn of(statuses: Vec<CampaignStatus>) -> Self {
        Self { statuses, starts_after: None, started_by: None, ends_from: None, ended_before: None }
    }
}

text_enum! {
    /// Whether an award holds.
    pub enum AwardStanding {
        /// It holds.
        Valid = "VALID",
        /// It was revoked, or does not count any more.
        Revoked = "REVOKED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn time_runs_from_the_first_day_to_the_last() {
        let period = CampaignPeriod::new(day("2023-02-01"), day("2023-02-10")).unwrap();
        for (today, stage, elapsed, left) in [
            ("2023-01-31", Stage::Upcoming, 0, 10),
            ("2023-02-01", Stage::Running, 1, 9),
            ("2023-02-10", Stage::Running, 10, 0),
            ("2023-02-11", Stage::Ended, 10, 0),
        ] {
            let found = elapsed_days(CampaignStatus::Launched, period, day(today)).unwrap();
            let expected = ElapsedDays { stage, days_total: 10, days_elapsed: elapsed, days_left: left };
            assert_eq!(found, expected, "{today}");
        }
        assert_eq!(elapsed_days(CampaignStatus::Draft, period, day("2023-02-01")), None);
    }

    #[test]
    fn every_published_campaign_passes_the_filter_of_its_stage_and_no_other() {
        let period = CampaignPeriod::new(day("2023-02-01"), day("2023-02-10")).unwrap();
        for status in CampaignStatus::ALL {
            for today in ["2023-01-01", "2023-02-05", "2024-01-01"].map(day) {
                let stage = period.stage(*status, today);
                assert_eq!(stage.is_some(), StageFilter::any().matches(*status, period), "{status}");
                for other in Stage::ALL {
                    let matches = StageFilter::on(*other, today).matches(*status, period);
                    assert_eq!(matches, stage == Some(*other), "{status} {other} {today}");
                }
            }
        }
    }
}
