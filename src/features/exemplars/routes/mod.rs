//! Handlers of exemplars.

mod access;
pub mod change;
mod checks;
pub mod consents;
pub mod create;
pub mod list;
pub mod picture;
pub mod read;
mod recorded;
pub mod transition;
mod view;
