//! HTTP of webhooks.

mod access;
pub mod change;
pub mod create;
pub mod deliveries;
pub mod list;
pub mod read;
mod recorded;
pub mod replay;
pub mod secrets;
pub mod test;
pub mod transition;
mod view;
