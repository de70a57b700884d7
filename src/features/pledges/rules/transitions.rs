//! The life of a pledge: one table of steps, and who may take them.

use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::text_enum;

text_enum! {
    /// Where a pledge is in its life.
    pub enum PledgeStatus {
        /// The unit is writing it.
        Draft = "DRAFT",
        /// It waits for approval.
        Submitted = "SUBMITTED",
        /// It was given back with a reason.
        Returned = "RETURNED",
        /// It is in force.
        Approved = "APPROVED",
        /// It is in force, and the unit is writing another revision.
        Amending = "AMENDING",
        /// It was given up before any approval.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a pledge.
    pub enum PledgeAction {
        /// Sends it for approval.
        Submit = "SUBMIT",
        /// Puts it in force.
        Approve = "APPROVE",
        /// Gives it back with a reason.
        Return = "RETURN",
        /// Gives it up; once it was approved, takes back the amendment.
        Withdraw = "WITHDRAW",
        /// Begins another revision.
        Amend = "AMEND",
    }
}

text_enum! {
    /// Where a unit stands with its pledge, as the launching side counts it.
    pub enum PledgeState {
        /// There is none, or it is still being written.
        NotSent = "NOT_SENT",
        /// It waits for approval.
        Waiting = "WAITING",
        /// It was given back.
        Returned = "RETURNED",
        /// It is in force.
        Approved = "APPROVED",
    }
}

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The officers of the unit.
    Unit,
    /// The standing office of the launching unit.
    Office,
}

impl By {
    /// What the caller must be allowed to do.
    #[must_use]
    pub const fn needs(self) -> Permission {
        match self {
            Self::Unit => Permission::ActForUnit,
            Self::Office => Permission::RunCampaigns,
        }
    }
}

/// One step: from where, by which action, to where, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The status before.
    pub from: PledgeStatus,
    /// Whether a revision must have been approved before (`true`) or must not (`false`).
    pub once_approved: Option<bool>,
    /// The action.
    pub action: PledgeAction,
    /// The status after.
    pub to: PledgeStatus,
    /// Whose step it is.
    pub by: By,
}

use PledgeAction as Do;
use PledgeStatus as Is;

/// Every step there is.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    Step { from: Is::Draft,     once_approved: None,        action: Do::Submit,   to: Is::Submitted, by: By::Unit },
    Step { from: Is::Draft,     once_approved: None,        action: Do::Withdraw, to: Is::Withdrawn, by: By::Unit },
    Step { from: Is::Submitted, once_approved: None,        action: Do::Approve,  to: Is::Approved,  by: By::Office },
    Step { from: Is::Submitted, once_approved: None,        action: Do::Return,   to: Is::Returned,  by: By::Office },
    Step { from: Is::Submitted, once_approved: Some(false), action: Do::Withdraw, to: Is::Withdrawn, by: By::Unit },
    Step { from: Is::Submitted, once_approved: Some(true),  action: Do::Withdraw, to: Is::Approved,  by: By::Unit },
    Step { from: Is::Returned,  once_approved: None,        action: Do::Submit,   to: Is::Submitted, by: By::Unit },
    Step { from: Is::Returned,  once_approved: Some(false), action: Do::Withdraw, to: Is::Withdrawn, by: By::Unit },
    Step { from: Is::Returned,  once_approved: Some(true),  action: Do::Withdraw, to: Is::Approved,  by: By::Unit },
    Step { from: Is::Approved,  once_approved: None,        action: Do::Amend,    to: Is::Amending,  by: By::Unit },
    Step { from: Is::Amending,  once_approved: None,        action: Do::Submit,   to: Is::Submitted, by: By::Unit },
    Step { from: Is::Amending,  once_approved: None,        action: Do::Withdraw, to: Is::Approved,  by: By::Unit },
];

/// Why a step can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The action is not possible in this state.
    NotNow,
    /// Who submitted it can't judge it.
    OwnPledge,
    /// The action needs a reason.
    NoReason,
    /// There is nothing to submit.
    Empty,
}

/// Who takes a step of which pledge.
#[derive(Debug, Clone, Copy)]
pub struct Taker {
    /// Who takes it.
    pub actor_id: Option<Uuid>,
    /// Who submitted the pledge last.
    pub submitted_by: Option<Uuid>,
    /// Whether a revision was approved.
    pub was_approved: bool,
    /// Whether a reason is given.
    pub has_reason: bool,
    /// Whether the pledge has an item.
    pub has_items: bool,
}

impl PledgeStatus {
    /// Whether the unit may write.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Amending)
    }

    /// Whether the unit still owes the pledge: what was approved stays in force while it is amended.
    #[must_use]
    pub const fn is_owed(self, was_approved: bool) -> bool {
        !was_approved && matches!(self, Self::Draft | Self::Returned | Self::Withdrawn)
    }

    /// Where the unit stands.
    #[must_use]
    pub const fn state(self) -> PledgeState {
        match self {
            Self::Draft | Self::Withdrawn => PledgeState::NotSent,
            Self::Submitted => PledgeState::Waiting,
            Self::Returned => PledgeState::Returned,
            Self::Approved | Self::Amending => PledgeState::Approved,
        }
    }

    /// The steps that begin here.
    pub fn steps(self, was_approved: bool) -> impl Iterator<Item = &'static Step> {
        let fits = move |step: &&Step| step.once_approved.is_none_or(|needed| needed == was_approved);
        STEPS.iter().filter(move |step| step.from == self).filter(fits)
    }

    /// The step that an action is here, or why it can't be taken.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(self, action: PledgeAction, taker: &Taker) -> Result<&'static Step, Refusal> {
        let step = self.steps(taker.was_approved).find(|step| step.action == action);
        let step = step.ok_or(Refusal::NotNow)?;
        if step.by == By::Office && taker.actor_id == taker.submitted_by {
            return Err(Refusal::OwnPledge);
        }
        match action {
            PledgeAction::Return if !taker.has_reason => Err(Refusal::NoReason),
            PledgeAction::Submit if !taker.has_items => Err(Refusal::Empty),
            _ => Ok(step),
        }
    }
}

impl PledgeAction {
    /// Whether it is possible only while the campaign runs; what was sent can always be given back or given up.
    #[must_use]
    pub const fn needs_a_run(self) -> bool {
        !matches!(self, Self::Return | Self::Withdraw)
    }

    /// Whose step it is, wherever it is possible.
    #[must_use]
    pub fn by(self) -> By {
        STEPS.iter().find(|step| step.action == self).map_or(By::Office, |step| step.by)
    }
}
