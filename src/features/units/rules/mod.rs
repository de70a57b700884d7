//! Rules of units: life spans, versions, closing and reopening, successions, imports and the tree.

pub mod import;
mod life_cycle;
mod model;
pub mod successions;
pub mod tree;
mod versions;

pub use life_cycle::{UnitAction, UnitLife};
pub use model::{Days, KIND_WORDS, Life, MOST_LEVELS, UnitContent, UnitKind, UnitStatus};
pub use versions::{Rewrite, check_day, check_no_later_version, place_change, version_for};

#[cfg(test)]
mod tests;
