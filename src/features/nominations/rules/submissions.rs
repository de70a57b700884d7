//! The life of a submission.

use crate::auth::policy::Permission::{ActForUnit, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    SubmissionReceived, SubmissionReturned, SubmissionSent, SubmissionWithdrawn,
};
use crate::text_enum;

text_enum! {
    /// The status of a submission.
    pub enum SubmissionStatus {
        /// The unit is putting it together.
        Draft = "DRAFT",
        /// It was sent, with its nominations.
        Sent = "SENT",
        /// The level above received it on a day, which picks the law.
        Received = "RECEIVED",
        /// It was returned as a whole, with a reason.
        Returned = "RETURNED",
        /// It was given up before it was sent.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a submission.
    pub enum SubmissionAction {
        /// Sends it, and every nomination in it that can be sent.
        Send = "SEND",
        /// Says on which day it was received.
        Receive = "RECEIVE",
        /// Returns it as a whole, with every nomination that is still judged at its first stage.
        Return = "RETURN",
        /// Gives it up; its nominations stay.
        Withdraw = "WITHDRAW",
    }
}

use SubmissionAction::{Receive, Return, Send, Withdraw};
use SubmissionStatus::{Draft, Received, Returned, Sent, Withdrawn};

/// The life of a submission, as somebody meets it.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionLife {
    /// Where it is.
    pub status: SubmissionStatus,
    /// Whether this person wrote, changed or sent it.
    pub is_writer: bool,
    /// Whether the letter is there.
    pub has_letter: bool,
    /// Whether a nomination is in it.
    pub has_nominations: bool,
}

impl LifeCycle for SubmissionLife {
    type Status = SubmissionStatus;
    type Action = SubmissionAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Send, Sent, ActForUnit, SubmissionSent).check(check_whole),
        Step::new(Draft, Withdraw, Withdrawn, ActForUnit, SubmissionWithdrawn),
        Step::new(Sent, Receive, Received, RunCampaigns, SubmissionReceived)
            .never(|life| life.is_writer, Code::own_nomination),
        Step::new(Sent, Return, Returned, RunCampaigns, SubmissionReturned)
            .needs_reason()
            .never(|life| life.is_writer, Code::own_nomination),
        Step::new(Received, Return, Returned, RunCampaigns, SubmissionReturned)
            .needs_reason()
            .never(|life| life.is_writer, Code::own_nomination),
        Step::new(Returned, Send, Sent, ActForUnit, SubmissionSent).check(check_whole),
    ];

    fn status(&self) -> SubmissionStatus {
        self.status
    }
}

const fn check_whole(life: &SubmissionLife) -> Result<(), Refusal> {
    if !life.has_nominations {
        Err(Refusal::new(Code::submission_is_empty))
    } else if life.has_letter {
        Ok(())
    } else {
        Err(Refusal::new(Code::letter_missing))
    }
}

impl SubmissionStatus {
    /// Whether the unit may write.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}
