//! What is due, from whom, and who is behind: read from pledges, periods, reports and progress. Kept is only who was
//! reminded of what.
//!
//! ```text
//! campaign launched ─▶ PLEDGE due ─▶ pledge submitted ─▶ APPROVE_PLEDGES due
//! period planned ─▶ OPEN_PERIOD due ─▶ REPORT due ─▶ report submitted ─▶ ACCEPT_REPORTS due
//! what is due ──a rule's days before or after its last day──▶ reminder, sent once ──▶ event
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::mine::list_my_obligations)
        .service(routes::stalled::list_stalled)
        .service(routes::cascade::list_cascade)
        .service(routes::reminders::list_my_reminders)
        .service(routes::reminders::get_reminder)
        .service(routes::reminder_rules::list_reminder_rules)
        .service(routes::reminder_rules::create_reminder_rule)
        .service(routes::reminder_rules::get_reminder_rule)
        .service(routes::reminder_rules::change_reminder_rule);
}
