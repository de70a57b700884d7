//! The life of a review.

use crate::auth::policy::Permission::{LaunchCampaigns, RunCampaigns};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{ReviewIssued, ReviewRefreshed, ReviewWithdrawn};
use crate::text_enum;

text_enum! {
    /// The status of a review.
    pub enum ReviewStatus {
        /// The standing office is writing it.
        Draft = "DRAFT",
        /// It was issued; nothing of it changes.
        Issued = "ISSUED",
        /// It was withdrawn.
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
        /// Withdraws it.
        Withdraw = "WITHDRAW",
    }
}

use ReviewAction::{Issue, Refresh, Withdraw};
use ReviewStatus::{Draft, Issued, Withdrawn};

/// The life of a review, as somebody meets it.
#[derive(Debug)]
pub struct ReviewLife {
    /// Where the review is.
    pub status: ReviewStatus,
    /// Whether this person created it, wrote on it or refreshed its figures.
    pub is_writer: bool,
}

impl LifeCycle for ReviewLife {
    type Status = ReviewStatus;
    type Action = ReviewAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Refresh, Draft, RunCampaigns, ReviewRefreshed),
        Step::new(Draft, Issue, Issued, LaunchCampaigns, ReviewIssued)
            .never(|life| life.is_writer, Code::own_review),
        Step::new(Draft, Withdraw, Withdrawn, RunCampaigns, ReviewWithdrawn).needs_reason(),
    ];

    fn status(&self) -> ReviewStatus {
        self.status
    }
}
