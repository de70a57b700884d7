//! SQL of facts, of whom they are about, and of what is confirmed.

mod confirm;
mod facts;
mod model;

pub use confirm::{Confirmable, confirm, lock_confirmables};
pub use facts::{FactFilter, came_first, create, find, find_only, list, lock_exclusive, update};
pub use model::Fact;
