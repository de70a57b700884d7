//! Statistics of the sector: the forms 0601 to 0605, counted from campaigns and from the register of awards or entered by hand, and
//! opened from every number to what it counts; forms of a year as they were, signed by a leader; and shares of awards.
//!
//! ```text
//! made by the standing office, with the numbers of that moment: DRAFT
//!
//! DRAFT ──SIGN──▶ SIGNED  by a leader who neither made it nor entered its numbers
//! DRAFT ──WITHDRAW──▶ WITHDRAWN  a new one is made instead
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ManageSettings, ReadPeople, RecordDecisions};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Statistics")
        .op(routes::form::get_statistical_form, Needs(ReadPeople, Over::Handler))
        .op(routes::enter::put_statistical_form, Needs(RecordDecisions, Over::Handler))
        .table_op(
            routes::records::list_statistical_records,
            Needs(ReadPeople, Over::Handler),
            &routes::records::TABLE,
        )
        .op(routes::document::get_statistical_form_document, Needs(ReadPeople, Over::Handler))
        .table_op(routes::share::get_award_share, Needs(ReadPeople, Over::Somewhere), &routes::share::TABLE)
        .op(routes::versions::list_form_versions, SignedIn)
        .op(routes::versions::create_form_version, Needs(ManageSettings, Over::Province))
        .op(routes::versions::get_form_version, SignedIn)
        .op(routes::versions::change_form_version, Needs(ManageSettings, Over::Province))
        .op(routes::snapshots::list::list_statistical_snapshots, Needs(ReadPeople, Over::Somewhere))
        .op(routes::snapshots::create::create_statistical_snapshot, Needs(RecordDecisions, Over::Handler))
        .op(routes::snapshots::read::get_statistical_snapshot, Needs(ReadPeople, Over::Handler))
        .op(routes::snapshots::document::get_statistical_snapshot_document, Needs(ReadPeople, Over::Handler))
        .op(routes::snapshots::transition::transition_statistical_snapshot, Needs(ReadPeople, Over::Handler))
        .op(
            routes::snapshots::transition::list_statistical_snapshot_transitions,
            Needs(ReadPeople, Over::Handler),
        )
}
