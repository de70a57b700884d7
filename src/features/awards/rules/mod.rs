//! Rules of the register of awards.

pub mod import;
mod model;
#[cfg(test)]
mod tests;

pub use crate::features::catalogue::rules::CommendationKind;
pub use model::{AwardClaims, AwardFault, AwardOrigin, CatalogueAward, faults};
