//! HTTP of imports: one file per action.

pub mod read;
mod recorded;
pub mod start;
pub mod template;
pub mod transition;
pub mod view;
