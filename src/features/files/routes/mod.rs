//! HTTP of files: one file per action.

mod access;
pub mod read;
pub mod upload;
pub mod view;
