//! Funds for emulation and commendation (quỹ thi đua, khen thưởng), one a unit and year: what was allotted, what the decisions of the
//! year have committed, what was paid and what came back. The level that decides pays; what the State awards is paid by the recipient's
//! province (Decree 152/2025/NĐ-CP, Article 47), which is who records such decisions. Whatever was entered stays: a wrong entry is
//! reversed by another.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ReadPeople, RecordDecisions};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Funds")
        .op(routes::list::list_funds, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_fund, Needs(RecordDecisions, Over::Handler))
        .op(routes::read::get_fund, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_fund, Needs(RecordDecisions, Over::Handler))
        .op(routes::entries::list_fund_entries, Needs(ReadPeople, Over::Handler))
        .op(routes::entries::record_fund_entry, Needs(RecordDecisions, Over::Handler))
        .op(routes::reverse::reverse_fund_entry, Needs(RecordDecisions, Over::Handler))
        .table_op(routes::awards::list_fund_awards, Needs(ReadPeople, Over::Handler), &routes::awards::TABLE)
        .then_tag("Decisions")
        .op(routes::funding::get_decision_funding, Needs(ReadPeople, Over::Handler))
}
