//! HTTP of machine clients.

mod access;
pub mod change;
pub mod create;
pub mod keys;
pub mod list;
pub mod oauth;
pub mod read;
mod recorded;
pub mod secrets;
pub mod transition;
mod view;
