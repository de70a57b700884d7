//! What is due, from whom, and who is behind: read from pledges, periods, reports and progress; nothing is kept here.
//!
//! ```text
//! campaign launched ─▶ PLEDGE due ─▶ pledge submitted ─▶ APPROVE_PLEDGES due
//! period planned ─▶ OPEN_PERIOD due ─▶ REPORT due ─▶ report submitted ─▶ ACCEPT_REPORTS due
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
        .service(routes::cascade::list_cascade);
}
