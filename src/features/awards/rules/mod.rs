//! Rules of the register of awards.

pub mod import;
mod model;
#[cfg(test)]
mod tests;

pub use model::{AwardClaims, AwardFault, AwardOrigin, CatalogueAward, CommendationKind, faults};
