//! HTTP of users, kept by administrators: one file an action.

pub mod access;
pub mod change;
pub mod create;
pub mod list;
pub mod password;
pub mod read;
pub mod roles;
pub mod sessions;
pub mod transition;
pub mod view;
