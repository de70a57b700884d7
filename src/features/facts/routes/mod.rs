//! HTTP of facts: one file per action, and what initiatives and awards share with them.

pub mod change;
pub mod confirm;
pub mod create;
pub mod import;
pub mod kept;
pub mod list;
pub mod read;
mod recorded;
pub mod subjects;
pub mod view;
