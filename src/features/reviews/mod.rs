//! Reviews (sơ kết, tổng kết): what a campaign came to, as figures that are read once and words that people write around them.
//!
//! ```text
//! created, prefilled: DRAFT
//!
//! DRAFT ──REFRESH──▶ DRAFT  the figures are read again
//! DRAFT ──ISSUE──▶ ISSUED  by a leader who did not write on it; frozen, as JSON and as .docx
//! DRAFT ──WITHDRAW──▶ WITHDRAWN
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{CampaignsRead, CampaignsWrite};
use crate::auth::policy::Permission::RunCampaigns;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Reviews")
        .for_clients(&[CampaignsRead, CampaignsWrite], &[])
        .op(routes::list::list_reviews, SignedIn)
        .op(routes::create::create_review, Needs(RunCampaigns, Over::Handler))
        .op(routes::read::get_review, SignedIn)
        .op(routes::change::change_review, Needs(RunCampaigns, Over::Handler))
        .op(routes::document::get_review_document, SignedIn)
        .op(routes::transition::transition_review, SignedIn)
        .op(routes::transition::list_review_transitions, SignedIn)
}
