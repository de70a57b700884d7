//! HTTP of exports: one file per action.

pub mod read;
mod recorded;
pub mod start;
pub mod view;
