//! HTTP of clusters: one file per action.

pub mod change;
pub mod create;
pub mod list;
pub mod read;
mod recorded;
pub mod view;
pub mod years;
