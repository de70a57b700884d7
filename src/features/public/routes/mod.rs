//! HTTP of public reading: one file per action.

mod campaign;
mod excerpts;
pub mod list;
pub mod read;
pub mod status;
