//! Certificates (bằng khen, giấy khen, giấy chứng nhận): the papers that the awards of a decision hand over, numbered in the register
//! of the unit that decided, in the order in which they are handed over; issued anew where one is lost, damaged, misprinted or
//! names somebody wrongly.
//!
//! ```text
//! issued for every award of a decision: ISSUED, then HANDED_OVER; REPLACED by a new one; RETURNED after a revocation
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
    Operations::tag("Certificates")
        .table_op(routes::list::list_certificates, Needs(ReadPeople, Over::Somewhere), &routes::list::TABLE)
        .op(routes::read::get_certificate, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_certificate, Needs(RecordDecisions, Over::Handler))
        .op(routes::reissue::reissue_certificate, Needs(RecordDecisions, Over::Handler))
        .op(routes::document::get_certificate_document, Needs(ReadPeople, Over::Handler))
        .op(routes::issue::issue_certificates, Needs(RecordDecisions, Over::Handler))
        .op(routes::hand_over::hand_over_certificates, Needs(RecordDecisions, Over::Handler))
        .then_tag("Awards")
        .op(routes::badge::get_award_badge, Needs(ReadPeople, Over::Handler))
}
