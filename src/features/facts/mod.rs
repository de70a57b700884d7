//! Facts: what is known of people, units and households beside their names, each with its source and with whether a second
//! person confirmed it. Four kinds: yearly task ratings, holds, statements that the office must confirm, figures of units.
//!
//! ```text
//! written by an officer, confirmed by the standing office, never by who wrote it; a correction takes the confirmation away
//! ```
//! Nothing is deleted: what does not count any more is voided with a reason, and what was before a correction is kept.

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
    Operations::tag("Facts")
        .op(routes::list::list_facts, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_fact, Needs(KeepPeople, Over::Handler))
        .op(routes::read::get_fact, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_fact, Needs(KeepPeople, Over::Handler))
        .op(routes::confirm::confirm_facts, Needs(ConfirmFacts, Over::Handler))
}
