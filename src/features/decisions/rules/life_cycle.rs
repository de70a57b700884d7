//! The life of a decision.

use super::words::{DecisionAction, DecisionOrigin, DecisionStatus};
use crate::auth::policy::Permission::{Decide, RecordDecisions};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{DecisionConfirmed, DecisionIssued, DecisionWithdrawn};
use DecisionAction::{Confirm, Issue, Withdraw};
use DecisionStatus::{Draft, Issued, Withdrawn};

/// The life of a decision, as somebody meets it.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy)]
pub struct DecisionLife {
    /// Where it is.
    pub status: DecisionStatus,
    /// Whose decision it is.
    pub origin: DecisionOrigin,
    /// Whether this person wrote or changed it.
    pub is_writer: bool,
    /// Whether number, sign, day and signer are there.
    pub is_complete: bool,
    /// Whether its day has come.
    pub is_due: bool,
    /// Whether there is something that it decides on.
    pub has_lines: bool,
}

impl LifeCycle for DecisionLife {
    type Status = DecisionStatus;
    type Action = DecisionAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Issue, Issued, Decide, DecisionIssued)
            .when(|life: &Self| matches!(life.origin, DecisionOrigin::Own))
            .never(|life: &Self| life.is_writer, Code::own_decision)
            .check(check_whole),
        Step::new(Draft, Confirm, Issued, RecordDecisions, DecisionConfirmed)
            .when(|life: &Self| matches!(life.origin, DecisionOrigin::Outside))
            .never(|life: &Self| life.is_writer, Code::own_decision)
            .check(check_whole),
        Step::new(Draft, Withdraw, Withdrawn, RecordDecisions, DecisionWithdrawn),
    ];

    fn status(&self) -> DecisionStatus {
        self.status
    }
}

const fn check_whole(life: &DecisionLife) -> Result<(), Refusal> {
    if !life.has_lines {
        Err(Refusal::new(Code::decision_is_empty))
    } else if !life.is_complete {
        Err(Refusal::new(Code::decision_is_incomplete))
    } else if life.is_due {
        Ok(())
    } else {
        Err(Refusal::new(Code::decision_is_not_due))
    }
}
