//! The life of a report: one table of steps, and who may take them.

use uuid::Uuid;

use crate::features::pledges::rules::By;
use crate::text_enum;

text_enum! {
    /// Where a report is in its life.
    pub enum ReportStatus {
        /// The unit is writing it.
        Draft = "DRAFT",
        /// It waits to be accepted.
        Submitted = "SUBMITTED",
        /// It was given back with reasons.
        Returned = "RETURNED",
        /// It counts.
        Accepted = "ACCEPTED",
        /// It counts, and the unit is writing a correction.
        Correcting = "CORRECTING",
    }
}

text_enum! {
    /// What can be done to a report.
    pub enum ReportAction {
        /// Sends it in.
        Submit = "SUBMIT",
        /// Takes it: it counts.
        Accept = "ACCEPT",
        /// Gives it back with reasons.
        Return = "RETURN",
        /// Begins a correction of an accepted report.
        Correct = "CORRECT",
        /// Takes a correction back.
        Withdraw = "WITHDRAW",
    }
}

/// One step: from where, by which action, to where, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The status before.
    pub from: ReportStatus,
    /// The action.
    pub action: ReportAction,
    /// The status after.
    pub to: ReportStatus,
    /// Whose step it is.
    pub by: By,
    /// Whether it needs a version that was accepted before.
    pub once_accepted: bool,
}

use ReportAction as Do;
use ReportStatus as Is;

/// Every step there is.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    Step { from: Is::Draft,      action: Do::Submit,   to: Is::Submitted,  by: By::Unit,   once_accepted: false },
    Step { from: Is::Returned,   action: Do::Submit,   to: Is::Submitted,  by: By::Unit,   once_accepted: false },
    Step { from: Is::Correcting, action: Do::Submit,   to: Is::Submitted,  by: By::Unit,   once_accepted: false },
    Step { from: Is::Submitted,  action: Do::Accept,   to: Is::Accepted,   by: By::Office, once_accepted: false },
    Step { from: Is::Submitted,  action: Do::Return,   to: Is::Returned,   by: By::Office, once_accepted: false },
    Step { from: Is::Accepted,   action: Do::Correct,  to: Is::Correcting, by: By::Unit,   once_accepted: false },
    Step { from: Is::Correcting, action: Do::Withdraw, to: Is::Accepted,   by: By::Unit,   once_accepted: true },
    Step { from: Is::Submitted,  action: Do::Withdraw, to: Is::Accepted,   by: By::Unit,   once_accepted: true },
    Step { from: Is::Returned,   action: Do::Withdraw, to: Is::Accepted,   by: By::Unit,   once_accepted: true },
];

/// Why a step can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The action is not possible in this state.
    NotNow,
    /// Who submitted it can't judge it.
    OwnReport,
    /// The action needs a reason.
    NoReason,
}

/// Who takes a step of which report.
#[derive(Debug, Clone, Copy)]
pub struct Taker {
    /// Who takes it.
    pub actor_id: Option<Uuid>,
    /// Who submitted the report last.
    pub submitted_by: Option<Uuid>,
    /// Whether a version was accepted.
    pub was_accepted: bool,
    /// Whether a reason is given.
    pub has_reason: bool,
}

impl ReportStatus {
    /// Whether the unit may write.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Correcting)
    }

    /// Whether the unit still owes the report: an accepted one stands while it is corrected.
    #[must_use]
    pub const fn is_owed(self, was_accepted: bool) -> bool {
        !was_accepted && matches!(self, Self::Draft | Self::Returned)
    }

    /// The steps that begin here.
    pub fn steps(self, was_accepted: bool) -> impl Iterator<Item = &'static Step> {
        STEPS.iter().filter(move |step| step.from == self && (was_accepted || !step.once_accepted))
    }

    /// The step that an action is here, or why it can't be taken.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(self, action: ReportAction, taker: &Taker) -> Result<&'static Step, Refusal> {
        let step = self.steps(taker.was_accepted).find(|step| step.action == action);
        let step = step.ok_or(Refusal::NotNow)?;
        if step.by == By::Office && taker.actor_id == taker.submitted_by {
            return Err(Refusal::OwnReport);
        }
        if action == ReportAction::Return && !taker.has_reason {
            return Err(Refusal::NoReason);
        }
        Ok(step)
    }
}

impl ReportAction {
    /// Whose step it is, wherever it is possible.
    #[must_use]
    pub fn by(self) -> By {
        STEPS.iter().find(|step| step.action == self).map_or(By::Office, |step| step.by)
    }
}
