//! The register of awards: every title and form that was given, to whom, for which year, by which decision. Awards from before
//! this system are written by hand or by table and confirmed by a second person, as facts are.
//!
//! ```text
//! written by an officer, confirmed by the standing office; a correction takes the confirmation away; never deleted, only voided
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{AwardsRead, AwardsReadPersonal};
use crate::auth::policy::Permission::{KeepPeople, ReadAwards};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Awards")
        .for_clients(&[AwardsRead, AwardsReadPersonal], &[])
        .op(routes::list::list_awards, Needs(ReadAwards, Over::Somewhere))
        .op(routes::create::create_award, Needs(KeepPeople, Over::Handler))
        .op(routes::read::get_award, Needs(ReadAwards, Over::Handler))
        .op(routes::change::change_award, Needs(KeepPeople, Over::Handler))
}
