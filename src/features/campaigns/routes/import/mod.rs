//! Importing the official document of a launch as a draft.

pub mod create;
mod findings;
mod launch;
mod launching_unit;
mod limits;
mod proposals;

pub use launch::{file_of, read_launch};
