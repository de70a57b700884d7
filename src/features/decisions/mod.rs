//! Decisions (quyết định khen thưởng): what the head of a level grants by one document, drafted by the office and issued by a
//! leader who neither wrote nor judged what is in it; what an authority outside the province granted, recorded and confirmed by a
//! second person; and decisions that take an award back or correct its name. An issued decision never changes; which of several titles of its
//! day is paid follows what was granted and taken back since.
//!
//! ```text
//! drafted from nominations that were proposed, or for an award that is taken back or corrected: DRAFT
//!
//! DRAFT ──ISSUE──▶ ISSUED  by a leader of the unit; awards, prizes and verification codes are written
//! DRAFT ──CONFIRM──▶ ISSUED  of an outside authority, by a second person
//! DRAFT ──WITHDRAW──▶ WITHDRAWN  its nominations are free again
//! ```

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
    Operations::tag("Decisions")
        .op(routes::list::list_decisions, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_decision, Needs(RecordDecisions, Over::Handler))
        .op(routes::read::get_decision, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_decision, Needs(RecordDecisions, Over::Handler))
        .table_op(routes::lines::list_decision_lines, Needs(ReadPeople, Over::Handler), &routes::lines::TABLE)
        .op(routes::document::get_decision_document, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::transition_decision, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::list_decision_transitions, Needs(ReadPeople, Over::Handler))
        .then_tag("Awards")
        .op(routes::revoke::create_revocation, Needs(RecordDecisions, Over::Handler))
        .op(routes::revoke::list_revocations, Needs(ReadPeople, Over::Handler))
        .op(routes::correct::create_correction, Needs(RecordDecisions, Over::Handler))
        .op(routes::correct::list_corrections, Needs(ReadPeople, Over::Handler))
}
