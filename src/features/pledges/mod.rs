//! Pledges (đăng ký thi đua): what a unit takes upon itself in a campaign, one for each unit and campaign.
//!
//! ```text
//! created, copied ──▶ DRAFT ──SUBMIT──▶ SUBMITTED ──APPROVE──▶ APPROVED ──AMEND──▶ AMENDING
//!                       │      ▲           │    ▲                 ▲                   │
//!                       │    SUBMIT     RETURN  └──────SUBMIT─────┼───────────────────┤
//!                       │      └─ RETURNED ◀┘                     └─────WITHDRAW──────┘
//!                       └──WITHDRAW──▶ WITHDRAWN (also from SUBMITTED and RETURNED)
//! ```
//! A pledge that was approved once is never withdrawn: WITHDRAW takes back the amendment. What is approved stays in force
//! while an amendment is written, and every revision stays readable.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ActForUnit, ReadDrafts};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Pledges")
        .op(routes::list::list_pledges, SignedIn)
        .op(routes::create::create_pledge, Needs(ActForUnit, Over::Handler))
        .op(routes::states::list_pledge_states, Needs(ReadDrafts, Over::Handler))
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
