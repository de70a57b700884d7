//! HTTP of reporting periods: one file per action.

mod access;
pub mod change;
pub mod create;
mod days;
pub mod exceptions;
pub mod expect;
pub mod generate;
pub mod holidays;
pub mod list;
pub mod read;
mod recorded;
pub mod reporters;
pub mod transition;
pub mod view;
