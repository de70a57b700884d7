//! The life of a pledge.

use crate::auth::policy::Permission::{ActForUnit, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    PledgeAmendmentBegun, PledgeApproved, PledgeReturned, PledgeSubmitted, PledgeWithdrawn,
};
use crate::text_enum;

text_enum! {
    /// The status of a pledge.
    pub enum PledgeStatus {
        /// The unit is writing it.
        Draft = "DRAFT",
        /// It awaits approval.
        Submitted = "SUBMITTED",
        /// It was returned with a reason.
        Returned = "RETURNED",
        /// It is in force.
        Approved = "APPROVED",
        /// It is in force, and the unit is writing another revision.
        Amending = "AMENDING",
        /// It was withdrawn before any approval.
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
        /// Returns it with a reason.
        Return = "RETURN",
        /// Withdraws it; once it was approved, withdraws the amendment only.
        Withdraw = "WITHDRAW",
        /// Starts another revision.
        Amend = "AMEND",
    }
}

text_enum! {
    /// How far a unit is with its pledge, as the launching side counts it.
    pub enum PledgeState {
        /// There is none, or the unit is still writing it.
        NotSent = "NOT_SENT",
        /// It awaits approval.
        Waiting = "WAITING",
        /// It was returned.
        Returned = "RETURNED",
        /// It is in force.
        Approved = "APPROVED",
    }
}

use PledgeAction::{Amend, Approve, Return, Submit, Withdraw};
use PledgeStatus::{Amending, Approved, Draft, Returned, Submitted, Withdrawn};

/// The life of a pledge, as a person meets it.
#[derive(Debug, Clone, Copy)]
pub struct PledgeLife {
    /// Where the pledge is.
    pub status: PledgeStatus,
    /// Whether a revision was approved before.
    pub was_approved: bool,
    /// Whether this person wrote, changed or submitted what awaits approval.
    pub is_writer: bool,
    /// Whether it has an item.
    pub has_items: bool,
}

impl LifeCycle for PledgeLife {
    type Status = PledgeStatus;
    type Action = PledgeAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Submit, Submitted, ActForUnit, PledgeSubmitted).check(check_items),
        Step::new(Draft, Withdraw, Withdrawn, ActForUnit, PledgeWithdrawn),
        Step::new(Submitted, Approve, Approved, RunCampaigns, PledgeApproved)
            .never(|life| life.is_writer, Code::own_pledge),
        Step::new(Submitted, Return, Returned, RunCampaigns, PledgeReturned)
            .needs_reason()
            .never(|life| life.is_writer, Code::own_pledge),
        Step::new(Submitted, Withdraw, Withdrawn, ActForUnit, PledgeWithdrawn)
            .when(|life| !life.was_approved),
        Step::new(Submitted, Withdraw, Approved, ActForUnit, PledgeWithdrawn).when(|life| life.was_approved),
        Step::new(Returned, Submit, Submitted, ActForUnit, PledgeSubmitted).check(check_items),
        Step::new(Returned, Withdraw, Withdrawn, ActForUnit, PledgeWithdrawn).when(|life| !life.was_approved),
        Step::new(Returned, Withdraw, Approved, ActForUnit, PledgeWithdrawn).when(|life| life.was_approved),
        Step::new(Approved, Amend, Amending, ActForUnit, PledgeAmendmentBegun),
        Step::new(Amending, Submit, Submitted, ActForUnit, PledgeSubmitted).check(check_items),
        Step::new(Amending, Withdraw, Approved, ActForUnit, PledgeWithdrawn),
    ];

    fn status(&self) -> PledgeStatus {
        self.status
    }
}

const fn check_items(life: &PledgeLife) -> Result<(), Refusal> {
    if life.has_items { Ok(()) } else { Err(Refusal::new(Code::pledge_is_empty)) }
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

    /// How far the unit is.
    #[must_use]
    pub const fn state(self) -> PledgeState {
        match self {
            Self::Draft | Self::Withdrawn => PledgeState::NotSent,
            Self::Submitted => PledgeState::Waiting,
            Self::Returned => PledgeState::Returned,
            Self::Approved | Self::Amending => PledgeState::Approved,
        }
    }
}

impl PledgeAction {
    /// Whether it is possible only while the campaign runs: a pledge can always be returned or withdrawn.
    #[must_use]
    pub const fn needs_running_campaign(self) -> bool {
        !matches!(self, Self::Return | Self::Withdraw)
    }
}
