//! External ids: what other systems call a unit.

pub(super) mod conflict;
pub mod create;
pub mod list;
pub mod remove;
pub mod view;
