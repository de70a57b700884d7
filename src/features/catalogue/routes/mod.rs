//! HTTP of the award catalogue.

pub mod authorities;
pub mod award_rules;
pub mod base_salaries;
pub mod procedure_rules;
mod recorded;
pub mod types;
