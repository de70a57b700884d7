//! Pledges (đăng ký thi đua): what a unit promises to do in a campaign; one pledge for each unit and campaign.
//!
//! ```text
//! created or copied: DRAFT
//!
//! DRAFT ──SUBMIT──▶ SUBMITTED
//! DRAFT ──WITHDRAW──▶ WITHDRAWN
//! SUBMITTED ──APPROVE──▶ APPROVED  by the standing office, never by the person who submitted it
//! SUBMITTED ──RETURN──▶ RETURNED  likewise, with a reason
//! SUBMITTED ──WITHDRAW──▶ WITHDRAWN  where no revision was approved
//! SUBMITTED ──WITHDRAW──▶ APPROVED  where a revision was approved: only the amendment is withdrawn
//! RETURNED ──SUBMIT──▶ SUBMITTED
//! RETURNED ──WITHDRAW──▶ WITHDRAWN  where no revision was approved
//! RETURNED ──WITHDRAW──▶ APPROVED  where a revision was approved
//! APPROVED ──AMEND──▶ AMENDING
//! AMENDING ──SUBMIT──▶ SUBMITTED
//! AMENDING ──WITHDRAW──▶ APPROVED
//! ```
//! A pledge that was approved once is never withdrawn as a whole. What is approved stays in force while an amendment is
//! written, and every revision stays readable.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{PledgesRead, PledgesWrite};
use crate::auth::policy::Permission::{ActForUnit, ReadDrafts};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Pledges")
        .for_clients(&[PledgesRead, PledgesWrite], &[PledgesWrite])
        .table_op(routes::list::list_pledges, SignedIn, &routes::list::TABLE)
        .op(routes::create::create_pledge, Needs(ActForUnit, Over::Handler))
        .table_op(
            routes::states::list_pledge_states,
            Needs(ReadDrafts, Over::Handler),
            &routes::states::TABLE,
        )
        .table_op(routes::items::list_pledge_items, SignedIn, &routes::items::TABLE)
        .op(routes::coverage::get_coverage, SignedIn)
        .op(routes::read::get_pledge, SignedIn)
        .op(routes::progress::get_pledge_progress, SignedIn)
        .op(routes::change::change_pledge, Needs(ActForUnit, Over::Handler))
        .op(routes::copy::copy_pledge, Needs(ActForUnit, Over::Handler))
        .op(routes::revisions::list_pledge_revisions, SignedIn)
        .op(routes::revisions::get_pledge_revision, SignedIn)
        .op(routes::transition::transition_pledge, SignedIn)
        .op(routes::transition::list_pledge_transitions, SignedIn)
}
