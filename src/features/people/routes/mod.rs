//! HTTP of people and households: one file per action.

mod access;
pub mod change;
pub mod classes;
pub mod create;
pub mod duplicates;
pub mod households;
pub mod import;
pub mod list;
pub mod memberships;
pub mod merges;
mod placing;
pub mod read;
pub mod reads;
mod recorded;
pub mod retention;
pub mod rules;
pub mod versions;
pub mod view;
