//! Handlers of meetings.

pub mod change;
pub mod create;
pub mod list;
pub mod minutes;
pub mod read;
pub mod transition;
pub(super) mod view;
