//! Handlers of funds.

mod access;
pub mod awards;
pub mod change;
mod checks;
pub mod create;
pub mod entries;
mod entry_view;
pub mod funding;
pub mod list;
pub mod read;
mod recorded;
pub mod reverse;
mod view;
