//! Jobs: work that is not done while somebody waits, kept in the database until it is done.
//!
//! ```text
//! wanted in a transaction ──▶ QUEUED ──taken by a worker──▶ RUNNING ──▶ DONE
//!                               ▲  ▲                          │
//!                               │  └──failed, after a while───┤
//!                             RETRY                           ▼ too often, or too late
//!                               └────────────────────────── DEAD
//! QUEUED, DEAD ──CANCEL──▶ CANCELLED
//! ```
//! A worker holds a job by a lease and renews it; who dies loses it, and another takes the job over. So a job may be begun
//! twice, and what it does must bear that.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list_jobs)
        .service(routes::get_job)
        .service(routes::transition_job)
        .service(routes::list_job_transitions);
}
