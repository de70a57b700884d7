//! Forms of a year as they were, to be signed.

mod access;
pub mod create;
pub mod document;
pub mod list;
pub mod read;
pub mod transition;
mod view;
