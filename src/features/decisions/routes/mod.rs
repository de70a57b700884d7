//! Handlers of decisions.

mod about_award;
pub mod access;
pub mod change;
mod checks;
pub mod correct;
pub mod create;
pub mod document;
pub mod issue;
pub mod lines;
pub mod list;
mod payments;
pub mod read;
mod recorded;
pub mod revoke;
pub mod transition;
mod view;
