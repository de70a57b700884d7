//! HTTP of the award catalogue.

pub mod award_rules;

mod recorded;
pub mod types;
