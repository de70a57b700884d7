//! SQL of campaigns.

pub mod amendments;
pub mod contents;
pub mod drafts;
pub mod imported;
mod launching_unit;
mod list;
mod model;
pub mod participants;
mod read;
pub mod readiness;
pub mod recorded;
mod whole;
mod write;

pub use launching_unit::find_launching_unit;
pub use list::{After, CampaignSort, Filter, Key, Summary, list};
pub use model::Campaign;
pub use read::{
    find, find_by_slug, find_references, hold_all, launched_by, list_ids_by_code, lock_exclusive,
    lock_shared, lock_tree, published,
};
pub use whole::{Whole, charter_of, whole};
pub use write::{Launch, NewDraft, advance, create, next_number, rewrite};
