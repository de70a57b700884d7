//! HTTP of users, for administrators: one file per action.

pub(super) mod access;
pub mod change;
pub mod create;
pub mod list;
pub mod password;
pub mod read;
pub mod roles;
pub mod sessions;
pub mod transition;
pub mod view;
