//! HTTP of reviews: one file per action.

mod access;
pub mod change;
pub mod create;
pub mod document;
mod figures;
pub mod list;
pub mod read;
mod recorded;
pub mod transition;
pub mod view;
