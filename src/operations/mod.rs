//! What operations share: state, changes, life cycles, lists, references.

pub mod change;
pub mod extractor;
pub mod history;
pub mod life_cycle;
pub mod list;
pub mod references;
pub mod registration;
pub mod state;
pub mod tables;
