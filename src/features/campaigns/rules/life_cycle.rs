//! The life of a campaign.

use chrono::NaiveDate;

use crate::auth::policy::Permission::{EditCampaigns, LaunchCampaigns, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    CampaignArchived, CampaignCancelled, CampaignClosed, CampaignLaunched, CampaignReviewStarted,
    CampaignWithdrawn,
};
use crate::text_enum;

text_enum! {
    /// The status of a campaign.
    pub enum CampaignStatus {
        /// The standing office is writing it; only people who may read drafts see it.
        Draft = "DRAFT",
        /// It runs.
        Launched = "LAUNCHED",
        /// Its results are reviewed.
        InReview = "IN_REVIEW",
        /// It is over.
        Closed = "CLOSED",
        /// It is over and archived.
        Archived = "ARCHIVED",
        /// The draft was withdrawn.
        Withdrawn = "WITHDRAWN",
        /// It was launched and then cancelled.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a campaign.
    pub enum CampaignAction {
        /// Launches it: freezes its participants, gives it a code and a slug.
        Launch = "LAUNCH",
        /// Starts the final review (tổng kết).
        StartReview = "START_REVIEW",
        /// Closes it.
        Close = "CLOSE",
        /// Archives it.
        Archive = "ARCHIVE",
        /// Withdraws a draft.
        Withdraw = "WITHDRAW",
        /// Cancels a launched campaign.
        Cancel = "CANCEL",
    }
}

use CampaignAction::{Archive, Cancel, Close, Launch, StartReview, Withdraw};
use CampaignStatus::{Archived, Cancelled, Closed, Draft, InReview, Launched, Withdrawn};

/// The life of a campaign, as a person meets it on a day.
#[derive(Debug, Clone, Copy)]
pub struct CampaignLife {
    /// Where the campaign is.
    pub status: CampaignStatus,
    /// Whether this person created it.
    pub is_creator: bool,
    /// The day from which the step shall hold.
    pub effective_on: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The day from which the launch holds, once there is one.
    pub launched_on: Option<NaiveDate>,
}

impl LifeCycle for CampaignLife {
    type Status = CampaignStatus;
    type Action = CampaignAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Launch, Launched, LaunchCampaigns, CampaignLaunched)
            .never(is_creator, Code::own_campaign)
            .check(check_day),
        Step::new(Draft, Withdraw, Withdrawn, EditCampaigns, CampaignWithdrawn).check(check_day),
        Step::new(Launched, StartReview, InReview, RunCampaigns, CampaignReviewStarted).check(check_day),
        Step::new(Launched, Cancel, Cancelled, LaunchCampaigns, CampaignCancelled)
            .needs_reason()
            .never(is_creator, Code::own_campaign)
            .check(check_day),
        Step::new(InReview, Close, Closed, LaunchCampaigns, CampaignClosed)
            .never(is_creator, Code::own_campaign)
            .check(check_day),
        Step::new(Closed, Archive, Archived, RunCampaigns, CampaignArchived).check(check_day),
    ];

    fn status(&self) -> CampaignStatus {
        self.status
    }
}

const fn is_creator(life: &CampaignLife) -> bool {
    life.is_creator
}

/// A step may hold from a day in the past, but not from a day before the launch.
pub(super) fn check_day(life: &CampaignLife) -> Result<(), Refusal> {
    let CampaignLife { effective_on, today, launched_on, .. } = life;
    if effective_on > today {
        return Err(Refusal::at("/effectiveOn", Code::day_in_the_future).with("today", today));
    }
    match launched_on {
        Some(launched_on) if effective_on < launched_on => {
            Err(Refusal::at("/effectiveOn", Code::before_launch).with("launchedOn", launched_on))
        }
        _ => Ok(()),
    }
}

/// The campaign does not run; its status says where it is instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRunning(pub CampaignStatus);

impl CampaignStatus {
    /// Whether all signed-in users and the website may see it.
    #[must_use]
    pub const fn is_published(self) -> bool {
        !matches!(self, Self::Draft | Self::Withdrawn)
    }

    /// Whether it runs: units pledge and report.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Launched | Self::InReview)
    }

    /// Passes when it runs.
    ///
    /// # Errors
    /// [`NotRunning`] otherwise.
    pub const fn require_running(self) -> Result<(), NotRunning> {
        if self.is_running() { Ok(()) } else { Err(NotRunning(self)) }
    }
}
