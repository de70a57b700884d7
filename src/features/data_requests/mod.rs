//! What people ask about their own data: to see it, to have it put right, to have its use restricted, to object.
//!
//! ```text
//! created: RECEIVED
//!
//! RECEIVED ──EXTEND──▶ RECEIVED  once
//! RECEIVED ──GRANT──▶ GRANTED  a restriction or an objection holds from this day
//! RECEIVED ──REFUSE──▶ REFUSED
//! GRANTED ──LIFT──▶ LIFTED  a restriction or an objection
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ConfirmFacts, KeepPeople, ReadPeople};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Personal data")
        .op(routes::list::list_data_requests, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_data_request, Needs(KeepPeople, Over::Handler))
        .op(routes::read::get_data_request, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::transition_data_request, Needs(ConfirmFacts, Over::Handler))
        .op(routes::transition::list_data_request_transitions, Needs(ReadPeople, Over::Handler))
        .op(routes::export::get_person_data_export, Needs(ConfirmFacts, Over::Handler))
}
