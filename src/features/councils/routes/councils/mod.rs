//! Handlers of councils themselves: what they are called, and who sits in them.

pub mod change;
pub mod compose;
pub mod create;
pub mod list;
pub mod read;
pub(super) mod view;
