//! People and households: who can be commended beside units, where they are and in which position, from day to day.

pub mod rules;
pub mod store;
