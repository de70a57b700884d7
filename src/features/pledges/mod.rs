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

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_pledges)
        .service(routes::create::create_pledge)
        .service(routes::states::list_pledge_states)
        .service(routes::coverage::get_coverage)
        .service(routes::read::get_pledge)
        .service(routes::progress::get_pledge_progress)
        .service(routes::change::change_pledge)
        .service(routes::copy::copy_pledge)
        .service(routes::revisions::list_pledge_revisions)
        .service(routes::revisions::get_pledge_revision)
        .service(routes::transition::transition_pledge)
        .service(routes::transition::list_pledge_transitions);
}
