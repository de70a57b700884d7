//! HTTP of eligibility.

mod access;
mod asked;
pub mod batch;
pub mod create;
pub mod list;
pub mod outlook;
pub mod quota;
pub mod read;
mod recorded;
pub mod rerun;
mod view;
