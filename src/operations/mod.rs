//! What operations share: state, changes, life cycles, lists.

pub mod change;
pub mod history;
pub mod registration;
pub mod state;
