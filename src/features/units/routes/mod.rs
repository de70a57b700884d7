//! HTTP of units: one file per action.

mod access;
pub mod change;
pub mod create;
pub mod external_ids;
pub mod import;
pub mod list;
pub mod mine;
mod parents;
pub mod read;
pub mod successions;
pub mod transition;
pub mod tree;
pub mod versions;
pub mod view;
