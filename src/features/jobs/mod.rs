//! Jobs: work that is not done while somebody waits, kept in the database until it is done.
//!
//! ```text
//! enqueued in a transaction: QUEUED, claimed by a worker: RUNNING, then DONE; failed too often or too late: DEAD
//!
//! QUEUED ──CANCEL──▶ CANCELLED
//! DEAD ──RETRY──▶ QUEUED
//! DEAD ──CANCEL──▶ CANCELLED
//! ```
//! A worker holds a job by a lease and renews it; when the worker dies, the lease ends and another worker takes over. So a
//! job may start twice, and its work must tolerate that.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::ManageSettings;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Jobs")
        .op(routes::list_jobs, Needs(ManageSettings, Over::Province))
        .op(routes::get_job, Needs(ManageSettings, Over::Province))
        .op(routes::transition_job, Needs(ManageSettings, Over::Province))
        .op(routes::list_job_transitions, Needs(ManageSettings, Over::Province))
}
