//! HTTP of facts: one file per action, and what initiatives and awards share with them.

pub mod change;
mod citing;
pub mod confirm;
pub mod create;
pub mod import;
pub mod list;
pub mod read;
mod recorded;
pub mod view;
