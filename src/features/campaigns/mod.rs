//! Campaigns (phong trào thi đua): launched by an official document, answered by units, closed by a review.
//!
//! ```text
//! created, imported or copied: DRAFT
//!
//! DRAFT ──LAUNCH──▶ LAUNCHED  by a leader who did not create it; freezes the participants, gives code and slug
//! DRAFT ──WITHDRAW──▶ WITHDRAWN
//! LAUNCHED ──START_REVIEW──▶ IN_REVIEW
//! LAUNCHED ──CANCEL──▶ CANCELLED  by a leader who did not create it, with a reason
//! IN_REVIEW ──CLOSE──▶ CLOSED  by a leader who did not create it
//! CLOSED ──ARCHIVE──▶ ARCHIVED
//! ```
//! A draft changes freely. After the launch, an amendment that cites a document is the only way to change the campaign;
//! the campaign as it was before stays readable.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{CampaignsRead, CampaignsWrite};
use crate::auth::policy::Permission::{EditCampaigns, ManageSettings};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Campaigns")
        .for_clients(&[CampaignsRead, CampaignsWrite], &[CampaignsWrite])
        .table_op(routes::list::list_campaigns, SignedIn, &routes::list::TABLE)
        .op(routes::create::create_campaign, Needs(EditCampaigns, Over::Handler))
        .op(routes::import::create::import_campaign, Needs(EditCampaigns, Over::Handler))
        .op(routes::read::get_campaign, SignedIn)
        .op(routes::change::change_campaign, Needs(EditCampaigns, Over::Handler))
        .op(routes::copy::copy_campaign, Needs(EditCampaigns, Over::Handler))
        .op(routes::readiness::get_campaign_readiness, SignedIn)
        .op(routes::transition::transition_campaign, SignedIn)
        .op(routes::transition::list_campaign_transitions, SignedIn)
        .op(routes::participants::list_campaign_participants, SignedIn)
        .op(routes::contents::add::add_content, Needs(EditCampaigns, Over::Handler))
        .op(routes::contents::read::get_content, SignedIn)
        .op(routes::contents::change::change_content, Needs(EditCampaigns, Over::Handler))
        .op(routes::contents::remove::remove_content, Needs(EditCampaigns, Over::Handler))
        .op(routes::amendments::create::amend_campaign, Needs(EditCampaigns, Over::Handler))
        .op(routes::amendments::read::list_amendments, SignedIn)
        .op(routes::amendments::read::get_amendment, SignedIn)
        .then_tag("Settings")
        .op(routes::readiness_rules::list_readiness_rules, SignedIn)
        .op(routes::readiness_rules::create_readiness_rule, Needs(ManageSettings, Over::Province))
        .op(routes::readiness_rules::get_readiness_rule, SignedIn)
        .op(routes::readiness_rules::change_readiness_rule, Needs(ManageSettings, Over::Province))
}
