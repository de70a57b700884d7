//! Handlers of statistics.

mod counting;
pub mod document;
pub mod enter;
pub mod form;
pub mod parameters;
mod recorded;
pub mod records;
pub mod share;
pub mod snapshots;
pub mod versions;
