//! Events: the feed by which other systems follow what happens, without losing or doubling anything.
//!
//! ```text
//! written with the change ──sequencer──▶ numbered ──▶ read by GET /events?after=
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(routes::list_events);
}
