//! HTTP of public reading: one file an action.

mod campaign;
pub mod list;
mod parts;
pub mod read;
pub mod status;
