//! Importing units from a CSV file: all rows or none, every fault of every row at once.

mod checks;
mod file;
pub mod operation;
