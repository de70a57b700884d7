//! HTTP of the award catalogue.

pub mod authorities;
pub mod award_rules;
pub mod base_salaries;
mod recorded;
pub mod types;
