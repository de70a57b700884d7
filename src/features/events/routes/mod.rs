//! HTTP of the event feed.

mod cloud_event;
pub mod list;
