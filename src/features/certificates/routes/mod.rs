//! HTTP of certificates: one file per action.

mod access;
pub mod badge;
pub mod change;
pub mod document;
pub mod hand_over;
pub mod issue;
pub mod list;
pub mod read;
pub mod reissue;
mod view;
