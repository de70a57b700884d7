//! HTTP of files: one file per action.

mod access;
pub mod read;
mod recorded;
pub mod upload;
pub mod view;
