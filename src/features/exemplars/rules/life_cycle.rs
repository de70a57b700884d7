//! The life of an exemplar.

use super::words::{ExemplarAction, ExemplarStatus};
use crate::auth::policy::Permission::{ActForUnit, Decide, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    ExemplarHonoured, ExemplarProposed, ExemplarPublished, ExemplarReturned, ExemplarWithdrawn,
};
use ExemplarAction::{Honour, Propose, Publish, Return, Withdraw};
use ExemplarStatus::{Found, Honoured, Proposed, Published, Withdrawn};

/// The life of an exemplar, as somebody meets it.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy)]
pub struct ExemplarLife {
    /// Where it is.
    pub status: ExemplarStatus,
    /// Whether this person wrote, changed or proposed it, or is who it is about.
    pub is_writer: bool,
    /// Whether it is published only with a consent.
    pub needs_consent: bool,
    /// Whether there is one that holds.
    pub has_consent: bool,
    /// Whether the data of who it is about are not to be used.
    pub is_restricted: bool,
}

impl LifeCycle for ExemplarLife {
    type Status = ExemplarStatus;
    type Action = ExemplarAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Found, Propose, Proposed, ActForUnit, ExemplarProposed),
        Step::new(Found, Withdraw, Withdrawn, RunCampaigns, ExemplarWithdrawn).needs_reason(),
        Step::new(Proposed, Honour, Honoured, Decide, ExemplarHonoured)
            .never(|life: &Self| life.is_writer, Code::own_exemplar),
        Step::new(Proposed, Return, Found, RunCampaigns, ExemplarReturned).needs_reason(),
        Step::new(Proposed, Withdraw, Withdrawn, RunCampaigns, ExemplarWithdrawn).needs_reason(),
        Step::new(Honoured, Publish, Published, RunCampaigns, ExemplarPublished).check(check_consent),
        Step::new(Honoured, Return, Found, RunCampaigns, ExemplarReturned).needs_reason(),
        Step::new(Honoured, Withdraw, Withdrawn, RunCampaigns, ExemplarWithdrawn).needs_reason(),
        Step::new(Published, Withdraw, Withdrawn, RunCampaigns, ExemplarWithdrawn).needs_reason(),
    ];

    fn status(&self) -> ExemplarStatus {
        self.status
    }
}

const fn check_consent(life: &ExemplarLife) -> Result<(), Refusal> {
    if life.is_restricted {
        Err(Refusal::new(Code::use_is_restricted))
    } else if life.needs_consent && !life.has_consent {
        Err(Refusal::new(Code::consent_missing))
    } else {
        Ok(())
    }
}
