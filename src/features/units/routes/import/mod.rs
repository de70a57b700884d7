//! Importing units from a table: all rows at once, each with its faults, or a long table by jobs.

mod checks;
mod file;
pub mod operation;
pub mod rows;
