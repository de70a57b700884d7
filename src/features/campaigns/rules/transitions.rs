//! The life of a campaign: one table of steps, and who may take them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::text_enum;

text_enum! {
    /// Where a campaign is in its life.
    pub enum CampaignStatus {
        /// It is being written; only those who may read drafts see it.
        Draft = "DRAFT",
        /// It runs.
        Launched = "LAUNCHED",
        /// Its results are reviewed.
        InReview = "IN_REVIEW",
        /// It is over.
        Closed = "CLOSED",
        /// It is over and put away.
        Archived = "ARCHIVED",
        /// The draft was given up.
        Withdrawn = "WITHDRAWN",
        /// It was launched and called off.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a campaign.
    pub enum CampaignAction {
        /// Begins it: freezes who takes part, gives code and slug.
        Launch = "LAUNCH",
        /// Begins the final review (tổng kết).
        StartReview = "START_REVIEW",
        /// Ends it.
        Close = "CLOSE",
        /// Puts it away.
        Archive = "ARCHIVE",
        /// Gives a draft up.
        Withdraw = "WITHDRAW",
        /// Calls a launched one off.
        Cancel = "CANCEL",
    }
}

/// One step: from where, by which action, to where, what it takes, and what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The status before.
    pub from: CampaignStatus,
    /// The action.
    pub action: CampaignAction,
    /// The status after.
    pub to: CampaignStatus,
    /// What the caller must be allowed to do.
    pub needs: Permission,
    /// Whether who created the campaign may not take it (design: "launch, cancel, close: never who created it").
    pub never_by_creator: bool,
    /// Whether it needs a reason.
    pub needs_reason: bool,
}

use CampaignAction as Do;
use CampaignStatus as Is;

/// Every step there is.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    Step { from: Is::Draft,    action: Do::Launch,      to: Is::Launched,  needs: Permission::LaunchCampaigns, never_by_creator: true,  needs_reason: false },
    Step { from: Is::Draft,    action: Do::Withdraw,    to: Is::Withdrawn, needs: Permission::EditCampaigns,   never_by_creator: false, needs_reason: false },
    Step { from: Is::Launched, action: Do::StartReview, to: Is::InReview,  needs: Permission::RunCampaigns,    never_by_creator: false, needs_reason: false },
    Step { from: Is::Launched, action: Do::Cancel,      to: Is::Cancelled, needs: Permission::LaunchCampaigns, never_by_creator: true,  needs_reason: true },
    Step { from: Is::InReview, action: Do::Close,       to: Is::Closed,    needs: Permission::LaunchCampaigns, never_by_creator: true,  needs_reason: false },
    Step { from: Is::Closed,   action: Do::Archive,     to: Is::Archived,  needs: Permission::RunCampaigns,    never_by_creator: false, needs_reason: false },
];

/// Why a step can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The action is not possible in this state.
    NotNow,
    /// Who created the campaign can't take this step.
    OwnCampaign,
    /// The action needs a reason.
    NoReason,
    /// The day from which it holds is still to come.
    InTheFuture(NaiveDate),
    /// The day from which it holds is before the launch.
    BeforeLaunch(NaiveDate),
}

/// Who takes a step, and when.
#[derive(Debug, Clone, Copy)]
pub struct Taker<'a> {
    /// Who takes it.
    pub actor_id: Option<Uuid>,
    /// Who created the campaign.
    pub created_by: Uuid,
    /// From which day it shall hold.
    pub effective_on: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Why.
    pub reason: Option<&'a str>,
    /// From which day the launch holds, once there is one.
    pub launched_on: Option<NaiveDate>,
}

/// That a campaign does not run; where it stands instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRunning(pub CampaignStatus);

impl CampaignStatus {
    /// Whether everybody who is signed in, and the website, may see it.
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
    /// [`NotRunning`].
    pub const fn require_running(self) -> Result<(), NotRunning> {
        if self.is_running() { Ok(()) } else { Err(NotRunning(self)) }
    }

    /// The steps that begin here.
    pub fn steps(self) -> impl Iterator<Item = &'static Step> {
        STEPS.iter().filter(move |step| step.from == self)
    }

    /// The actions that are possible here, whoever asks.
    #[must_use]
    pub fn possible_actions(self) -> Vec<CampaignAction> {
        self.steps().map(|step| step.action).collect()
    }

    /// The step that an action is here, or why it can't be taken.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(self, action: CampaignAction, taker: Taker<'_>) -> Result<&'static Step, Refusal> {
        let step = self.steps().find(|step| step.action == action).ok_or(Refusal::NotNow)?;
        if step.never_by_creator && taker.actor_id == Some(taker.created_by) {
            return Err(Refusal::OwnCampaign);
        }
        if step.needs_reason && taker.reason.is_none() {
            return Err(Refusal::NoReason);
        }
        if taker.effective_on > taker.today {
            return Err(Refusal::InTheFuture(taker.today));
        }
        match taker.launched_on.filter(|launched_on| taker.effective_on < *launched_on) {
            Some(launched_on) => Err(Refusal::BeforeLaunch(launched_on)),
            None => Ok(step),
        }
    }
}

/// What an action needs the caller to be allowed, wherever it is possible.
#[must_use]
pub fn needed_for(action: CampaignAction) -> Option<Permission> {
    STEPS.iter().find(|step| step.action == action).map(|step| step.needs)
}
