//! HTTP of requests about one's own data: one file per action.

pub mod create;
pub mod export;
mod kept;
pub mod list;
pub mod read;
mod recorded;
pub mod transition;
pub mod view;
