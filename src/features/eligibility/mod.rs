//! Eligibility: who may be commended, by the rules of the day on which the dossier was received. Every answer says per rule
//! what it rests on, by which clause, and what would change it. It advises and never blocks.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::ReadPeople;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Eligibility")
        .op(routes::list::list_eligibility_checks, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_eligibility_check, Needs(ReadPeople, Over::Handler))
        .op(routes::read::get_eligibility_check, Needs(ReadPeople, Over::Handler))
        .op(routes::rerun::rerun_eligibility_check, Needs(ReadPeople, Over::Handler))
        .op(routes::batch::create_eligibility_check_batch, Needs(ReadPeople, Over::Handler))
        .op(routes::quota::check_quotas, Needs(ReadPeople, Over::Handler))
        .op(routes::outlook::get_outlook, Needs(ReadPeople, Over::Handler))
}
