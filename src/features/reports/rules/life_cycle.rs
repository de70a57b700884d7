//! The life of a progress report.

use crate::auth::policy::Permission::{ActForUnit, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{
    ReportAccepted, ReportCorrectionBegun, ReportCorrectionWithdrawn, ReportReturned, ReportSubmitted,
};
use crate::text_enum;

text_enum! {
    /// The status of a report.
    pub enum ReportStatus {
        /// The unit is writing it.
        Draft = "DRAFT",
        /// It waits to be accepted.
        Submitted = "SUBMITTED",
        /// It was returned with reasons.
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
        /// Submits it.
        Submit = "SUBMIT",
        /// Accepts it: it counts.
        Accept = "ACCEPT",
        /// Returns it with reasons.
        Return = "RETURN",
        /// Starts a correction of an accepted report.
        Correct = "CORRECT",
        /// Withdraws a correction.
        Withdraw = "WITHDRAW",
    }
}

use ReportAction::{Accept, Correct, Return, Submit, Withdraw};
use ReportStatus::{Accepted, Correcting, Draft, Returned, Submitted};

/// The life of a report, as somebody meets it.
#[derive(Debug, Clone, Copy)]
pub struct ReportLife {
    /// Where the report is.
    pub status: ReportStatus,
    /// Whether a version was accepted.
    pub was_accepted: bool,
    /// Whether this person wrote, changed or submitted what awaits acceptance.
    pub is_writer: bool,
}

impl LifeCycle for ReportLife {
    type Status = ReportStatus;
    type Action = ReportAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Submit, Submitted, ActForUnit, ReportSubmitted),
        Step::new(Returned, Submit, Submitted, ActForUnit, ReportSubmitted),
        Step::new(Correcting, Submit, Submitted, ActForUnit, ReportSubmitted),
        Step::new(Submitted, Accept, Accepted, RunCampaigns, ReportAccepted)
            .never(|life| life.is_writer, Code::own_report),
        Step::new(Submitted, Return, Returned, RunCampaigns, ReportReturned)
            .needs_reason()
            .never(|life| life.is_writer, Code::own_report),
        Step::new(Accepted, Correct, Correcting, ActForUnit, ReportCorrectionBegun),
        Step::new(Correcting, Withdraw, Accepted, ActForUnit, ReportCorrectionWithdrawn)
            .when(|life| life.was_accepted),
        Step::new(Submitted, Withdraw, Accepted, ActForUnit, ReportCorrectionWithdrawn)
            .when(|life| life.was_accepted),
        Step::new(Returned, Withdraw, Accepted, ActForUnit, ReportCorrectionWithdrawn)
            .when(|life| life.was_accepted),
    ];

    fn status(&self) -> ReportStatus {
        self.status
    }
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
}
