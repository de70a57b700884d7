//! The life of a review: one table of steps, and who may take them.

use crate::auth::policy::Permission;
use crate::text_enum;

text_enum! {
    /// Where a review is in its life.
    pub enum ReviewStatus {
        /// The standing office is writing it.
        Draft = "DRAFT",
        /// It was issued; nothing of it changes.
        Issued = "ISSUED",
        /// It was given up.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a review.
    pub enum ReviewAction {
        /// Reads the figures again.
        Refresh = "REFRESH",
        /// Issues it: from then on it is frozen.
        Issue = "ISSUE",
        /// Gives it up.
        Withdraw = "WITHDRAW",
    }
}

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The standing office of the launching unit.
    Office,
    /// A leader of the launching unit, who did not write on it.
    Leader,
}

impl By {
    /// What the caller must be allowed to do.
    #[must_use]
    pub const fn needs(self) -> Permission {
        match self {
            Self::Office => Permission::RunCampaigns,
            Self::Leader => Permission::LaunchCampaigns,
        }
    }
}

/// One step: from where, by which action, to where, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The status before.
    pub from: ReviewStatus,
    /// The action.
    pub action: ReviewAction,
    /// The status after.
    pub to: ReviewStatus,
    /// Whose step it is.
    pub by: By,
}

use ReviewAction as Do;
use ReviewStatus as Is;

/// Every step there is.
pub const STEPS: &[Step] = &[
    Step { from: Is::Draft, action: Do::Refresh, to: Is::Draft, by: By::Office },
    Step { from: Is::Draft, action: Do::Issue, to: Is::Issued, by: By::Leader },
    Step { from: Is::Draft, action: Do::Withdraw, to: Is::Withdrawn, by: By::Office },
];

/// Why a step can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The action is not possible in this state.
    NotNow,
    /// Who wrote on it can't issue it.
    OwnReview,
    /// The action needs a reason.
    NoReason,
}

/// Who takes a step of which review.
#[derive(Debug, Clone, Copy)]
pub struct Taker {
    /// Whether the taker wrote on the review.
    pub is_writer: bool,
    /// Whether a reason is given.
    pub has_reason: bool,
}

impl ReviewStatus {
    /// The steps that begin here.
    pub fn steps(self) -> impl Iterator<Item = &'static Step> {
        STEPS.iter().filter(move |step| step.from == self)
    }

    /// The step that an action is here, or why it can't be taken.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(self, action: ReviewAction, taker: &Taker) -> Result<&'static Step, Refusal> {
        let step = self.steps().find(|step| step.action == action).ok_or(Refusal::NotNow)?;
        if step.by == By::Leader && taker.is_writer {
            return Err(Refusal::OwnReview);
        }
        if action == ReviewAction::Withdraw && !taker.has_reason {
            return Err(Refusal::NoReason);
        }
        Ok(step)
    }
}

impl ReviewAction {
    /// Whose step it is, wherever it is possible.
    #[must_use]
    pub fn by(self) -> By {
        STEPS.iter().find(|step| step.action == self).map_or(By::Office, |step| step.by)
    }
}
