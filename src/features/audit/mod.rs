//! The audit trail: every change leaves a record of who did what to which thing, before and after.
//!
//! ```text
//! written with the change ──sequencer──▶ numbered and sealed ──▶ read by auditors
//! ```
//! Each seal covers the record and the seal before it, so a changed, removed or inserted record breaks the chain.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(routes::list_audit_records);
}
