//! SQL of people and households.

mod subjects;

pub use subjects::{all_ids_of, unit_of, with_predecessors};
