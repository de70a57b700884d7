//! What the website sees: launched campaigns, for everybody, from any site.
//!
//! ```text
//! not there ──launch──▶ UPCOMING ─▶ RUNNING ─▶ ENDED ─▶ IN_REVIEW ─▶ CLOSED, or CANCELLED; a link never breaks again
//! ```
//! Nothing personal beyond the signatory of the public document; whole answers that caches may keep for a minute.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_public_campaigns)
        .service(routes::read::get_public_campaign)
        .service(routes::status::get_public_campaign_status);
}
