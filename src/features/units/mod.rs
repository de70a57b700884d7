//! Units (đơn vị): a tree of any depth that changes over time; nothing is ever deleted.
//!
//! ```text
//! created: PLANNED, from its first day on ACTIVE, from the first day without it on CLOSED
//!
//! PLANNED ──CLOSE──▶ PLANNED  with a last day after the first
//! PLANNED ──REOPEN──▶ PLANNED  without its last day
//! ACTIVE ──CLOSE──▶ ACTIVE  from a day to come
//! ACTIVE ──CLOSE──▶ CLOSED  from today or a day before
//! ACTIVE ──REOPEN──▶ ACTIVE  before its last day comes
//! CLOSED ──REOPEN──▶ ACTIVE
//! ```
//! Only a unit without a last day can be closed, and only one with a last day reopened, which needs a reason.
//! A reorganisation (succession) closes, renames, moves and creates units by a document, and links old to new.
//!
//! A unit is its code and its life span. What a reorganisation can change (name, kind, parent, agency codes)
//! stands in versions, each valid over a range of days; the ranges of one unit never overlap.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{UnitsRead, UnitsWrite};
use crate::auth::policy::Permission::ManageUnits;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Units")
        .for_clients(&[UnitsRead, UnitsWrite], &[UnitsWrite])
        .table_op(routes::list::list_units, SignedIn, &routes::list::TABLE)
        .op(routes::create::create_unit, Needs(ManageUnits, Over::Handler))
        .op(routes::import::operation::import_units, Needs(ManageUnits, Over::Handler))
        .op(routes::read::get_unit, SignedIn)
        .op(routes::change::change_unit, Needs(ManageUnits, Over::Handler))
        .op(routes::tree::get_unit_tree, SignedIn)
        .op(routes::versions::list_unit_versions, SignedIn)
        .op(routes::mine::list_my_units, SignedIn)
        .op(routes::external_ids::list::list_external_ids, SignedIn)
        .op(routes::external_ids::create::add_external_id, Needs(ManageUnits, Over::Handler))
        .op(routes::external_ids::remove::remove_external_id, Needs(ManageUnits, Over::Handler))
        .op(routes::successions::create::create_succession, Needs(ManageUnits, Over::Handler))
        .op(routes::successions::read::list_successions, SignedIn)
        .op(routes::transition::transition_unit, Needs(ManageUnits, Over::Handler))
        .op(routes::transition::list_unit_transitions, SignedIn)
}
