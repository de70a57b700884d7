//! People and households: who can be commended beside units, where they are and in which position, from day to day. A person
//! is in one unit at a time; what was known before a change is kept; two who turn out to be one are merged. What is personal
//! beside name, unit and position is read for a purpose, and the reading is noted.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{PeopleRead, PeopleWrite};
use crate::auth::policy::Permission::{KeepPeople, ManageSettings, ReadAudit, ReadPeople};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("People")
        .for_clients(&[PeopleRead, PeopleWrite], &[PeopleWrite])
        .table_op(routes::list::list_people, Needs(ReadPeople, Over::Somewhere), &routes::list::TABLE)
        .op(routes::create::create_person, Needs(KeepPeople, Over::Handler))
        .op(routes::read::get_person, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_person, Needs(KeepPeople, Over::Handler))
        .op(routes::versions::list_person_versions, Needs(ReadPeople, Over::Handler))
        .op(routes::memberships::create_membership, Needs(KeepPeople, Over::Handler))
        .op(routes::memberships::change_membership, Needs(KeepPeople, Over::Handler))
        .op(routes::duplicates::list_possible_duplicates, Needs(ReadPeople, Over::Handler))
        .op(routes::merges::merge_person, Needs(KeepPeople, Over::Handler))
        .op(routes::merges::list_person_merges, Needs(ReadPeople, Over::Handler))
        .op(routes::households::list_households, Needs(ReadPeople, Over::Somewhere))
        .op(routes::households::create_household, Needs(KeepPeople, Over::Handler))
        .op(routes::households::get_household, Needs(ReadPeople, Over::Handler))
        .op(routes::households::change_household, Needs(KeepPeople, Over::Handler))
        .op(routes::classes::list_reporting_classes, SignedIn)
        .op(routes::classes::get_reporting_class, SignedIn)
        .op(routes::classes::create_reporting_class, Needs(ManageSettings, Over::Province))
        .op(routes::classes::change_reporting_class, Needs(ManageSettings, Over::Province))
        .then_tag("Personal data")
        .op(routes::rules::list_personal_data_rules, SignedIn)
        .op(routes::rules::get_personal_data_rule, SignedIn)
        .op(routes::rules::create_personal_data_rule, Needs(ManageSettings, Over::Province))
        .op(routes::rules::change_personal_data_rule, Needs(ManageSettings, Over::Province))
        .op(routes::reads::list_personal_data_reads, Needs(ReadAudit, Over::Province))
}
