//! HTTP of the event feed.

pub mod cloud_event;
pub mod list;
pub mod query;
