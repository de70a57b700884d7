//! HTTP of documents: one file per action.

pub mod change;
mod citing;
mod content;
pub mod create;
pub mod list;
pub mod read;
mod recorded;
pub mod view;
