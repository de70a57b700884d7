//! Rules of initiatives.

pub mod import;
mod model;

pub use crate::features::catalogue::rules::{InitiativeKind, InitiativeLevel};
pub use model::{Authorship, InitiativeClaims, InitiativeFault, InitiativeUse, faults};
