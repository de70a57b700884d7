//! SQL of units: rows, reads, names, lists, locks and writes, a file each.

pub mod external_ids;
mod list;
mod locks;
mod model;
mod names;
mod read;
mod recorded;
pub mod successions;
mod write;

pub use list::{After, TreeRow, UnitFilter, UnitSort, count, list, list_tree};
pub use locks::{count_levels, is_below, lock_exclusive, lock_parent, lock_shared_by_codes, lock_tree};
pub use model::{Unit, Version};
pub use names::find_ids_by_name;
pub use read::{
    AgencyCodes, check_exists, find, find_by_code, find_child_codes, list_agency_codes, list_by_code,
    list_versions,
};
pub use recorded::RecordedUnit;
pub use write::{advance, correct_version, create, end_version, split_version};
