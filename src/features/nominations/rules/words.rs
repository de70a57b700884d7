//! The words of nominations.

use crate::text_enum;

text_enum! {
    /// The status of a nomination.
    pub enum NominationStatus {
        /// The unit is writing it.
        Draft = "DRAFT",
        /// It awaits the appraisal of the stage it is at.
        Submitted = "SUBMITTED",
        /// It was appraised.
        Appraised = "APPRAISED",
        /// A council voted on it.
        Voted = "VOTED",
        /// It was proposed to who decides.
        Proposed = "PROPOSED",
        /// A decision grants it.
        Decided = "DECIDED",
        /// It was declined with a reason.
        Declined = "DECLINED",
        /// It was returned with a reason.
        Returned = "RETURNED",
        /// It was withdrawn.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a nomination.
    pub enum NominationAction {
        /// Sends it to the first stage, or back to the stage that returned it.
        Submit = "SUBMIT",
        /// Judges it by the rules; `POST /nominations/{id}/appraisals` does it.
        Appraise = "APPRAISE",
        /// Confirms an appraisal that departs from the rules.
        Confirm = "CONFIRM",
        /// Votes on it; a meeting of the council does it.
        Vote = "VOTE",
        /// Proposes it to who decides, or to the next stage.
        Propose = "PROPOSE",
        /// Grants it; a decision does it.
        Decide = "DECIDE",
        /// Declines it with a reason.
        Decline = "DECLINE",
        /// Returns it with a reason.
        Return = "RETURN",
        /// Withdraws it.
        Withdraw = "WITHDRAW",
    }
}

text_enum! {
    /// What an appraisal comes to.
    pub enum AppraisalVerdict {
        /// It meets the standard.
        Meets = "MEETS",
        /// It does not.
        DoesNot = "DOES_NOT",
        /// It is for a higher level to judge.
        HigherLevel = "HIGHER_LEVEL",
    }
}

impl NominationStatus {
    /// Whether the unit may write.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}
