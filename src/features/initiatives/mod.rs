//! Initiatives, research and merits in combat: how far their effect was recognised and by whom, their authors with shares, and
//! for which awards each author used them. An initiative is in reach of whoever reaches one of its authors.
//!
//! ```text
//! written by an officer, confirmed by the standing office as facts are; a correction takes the confirmation away
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::{KeepPeople, ReadPeople};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Initiatives")
        .op(routes::list::list_initiatives, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_initiative, Needs(KeepPeople, Over::Handler))
        .op(routes::read::get_initiative, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_initiative, Needs(KeepPeople, Over::Handler))
}
