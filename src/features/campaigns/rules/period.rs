//! Days of a campaign: its stage, and how much of its time is over.

use chrono::NaiveDate;

use super::life_cycle::CampaignStatus;
use crate::text_enum;

text_enum! {
    /// The stage of a campaign, as the public sees it.
    pub enum Stage {
        /// Launched; its first day is still to come.
        Upcoming = "UPCOMING",
        /// Within its days.
        Running = "RUNNING",
        /// Its last day is over, its review has not started.
        Ended = "ENDED",
        /// Its results are reviewed.
        InReview = "IN_REVIEW",
        /// It is over.
        Closed = "CLOSED",
        /// It was cancelled.
        Cancelled = "CANCELLED",
    }
}

/// The days of a campaign, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CampaignPeriod {
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
}

impl CampaignPeriod {
    /// A period; `None` when it ends before it starts.
    #[must_use]
    pub fn new(starts_on: NaiveDate, ends_on: NaiveDate) -> Option<Self> {
        (starts_on <= ends_on).then_some(Self { starts_on, ends_on })
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.ends_on - self.starts_on).num_days() + 1
    }

    /// How many of its days are over at the end of `today`: 0 before it, all after it.
    #[must_use]
    pub fn days_elapsed(&self, today: NaiveDate) -> i64 {
        ((today - self.starts_on).num_days() + 1).clamp(0, self.days())
    }

    /// How many of its days come after `today`.
    #[must_use]
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        self.days() - self.days_elapsed(today)
    }

    /// The stage on a day; `None` for a campaign that was never public.
    #[must_use]
    pub fn stage(&self, status: CampaignStatus, today: NaiveDate) -> Option<Stage> {
        match status {
            CampaignStatus::Draft | CampaignStatus::Withdrawn => None,
            CampaignStatus::Launched if today < self.starts_on => Some(Stage::Upcoming),
            CampaignStatus::Launched if today > self.ends_on => Some(Stage::Ended),
            CampaignStatus::Launched => Some(Stage::Running),
            CampaignStatus::InReview => Some(Stage::InReview),
            CampaignStatus::Closed | CampaignStatus::Archived => Some(Stage::Closed),
            CampaignStatus::Cancelled => Some(Stage::Cancelled),
        }
    }
}
