//! Rules of initiatives.

pub mod import;
mod model;

pub use model::{
    Authorship, InitiativeClaims, InitiativeFault, InitiativeKind, InitiativeLevel, InitiativeUse, faults,
};
