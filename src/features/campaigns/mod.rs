//! Campaigns (phong trào thi đua): launched by an official document, answered by units, closed by a review.
//!
//! ```text
//! created, imported, copied ──▶ DRAFT ──LAUNCH──▶ LAUNCHED ──START_REVIEW──▶ IN_REVIEW ──CLOSE──▶ CLOSED ──ARCHIVE──▶ ARCHIVED
//!                                 │                  │
//!                              WITHDRAW            CANCEL
//!                                 ▼                  ▼
//!                             WITHDRAWN          CANCELLED
//! ```
//! A draft is changed freely; the launch freezes who takes part and gives code and slug. From then on an amendment
//! that cites a document is the only way to change it, and what it was before stays readable.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_campaigns)
        .service(routes::create::create_campaign)
        .service(routes::import::import_campaign)
        .service(routes::read::get_campaign)
        .service(routes::change::change_campaign)
        .service(routes::copy::copy_campaign)
        .service(routes::readiness::get_campaign_readiness)
        .service(routes::transition::transition_campaign)
        .service(routes::transition::list_campaign_transitions)
        .service(routes::participants::list_campaign_participants)
        .service(routes::contents::add::add_content)
        .service(routes::contents::read::get_content)
        .service(routes::contents::change::change_content)
        .service(routes::contents::remove::remove_content)
        .service(routes::amendments::create::amend_campaign)
        .service(routes::amendments::read::list_amendments)
        .service(routes::amendments::read::get_amendment)
        .service(routes::readiness_rules::list_readiness_rules)
        .service(routes::readiness_rules::create_readiness_rule)
        .service(routes::readiness_rules::get_readiness_rule)
        .service(routes::readiness_rules::change_readiness_rule);
}
