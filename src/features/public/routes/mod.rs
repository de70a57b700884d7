//! HTTP of public reading: one file per action.

pub mod awards;
mod campaign;
pub mod consultations;
mod excerpts;
pub mod exemplars;
pub mod list;
pub mod read;
pub mod status;
pub mod verify;
