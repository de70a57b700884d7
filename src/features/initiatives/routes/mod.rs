//! HTTP of initiatives: one file per action.

pub mod change;
mod checks;
pub mod create;
pub mod import;
pub mod list;
pub mod read;
mod recorded;
pub mod view;
