//! HTTP of public reading: one file an action.

mod campaign;
mod excerpts;
pub mod list;
pub mod read;
pub mod status;
