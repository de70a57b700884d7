//! SQL of people and households.

mod accounts;
mod households;
mod kept;
mod list;
mod memberships;
mod merges;
mod model;
mod people;
mod personal_data;
mod retention;

pub use crate::operations::subjects::store::{
    MergedPeople, all_ids_of, unit_of, units_in_force, with_predecessors,
};
pub use accounts::ids_of_account;
pub use households::{
    Household, HouseholdFilter, create_household, find_household, list_households, lock_household,
    update_household,
};
pub use kept::{change_external_id, keep_household, keep_person};
pub use list::{PersonFilter, list, list_namesakes};
pub use memberships::{
    covers_its_memberships, create_class, create_memberships, find_class, find_overlapping_class,
    list_classes, list_memberships, lock_class, move_memberships, update_class, update_membership,
};
pub use merges::{
    KeptVersion, create_merge, find_doubled, keep_before, list_merges, list_versions, move_merged,
    take_over_external_ids,
};
pub use model::{Membership, Merge, Person, ReportingClass};
pub use people::{
    ExternalId, create, find, list_by_ids, list_by_names, list_by_staff_codes, list_external_ids, lock_both,
    lock_exclusive, set_external_ids, update, wait_for_name,
};
pub use personal_data::{
    PersonalDataRead, PersonalDataRule, ReadFilter, create_rule, find_overlapping_rule, find_rule,
    list_reads, list_rules, list_rules_on, lock_rule, note_read, update_rule,
};
pub use retention::{delete_old_reads, delete_old_versions, delete_versions_of, lock_left};
