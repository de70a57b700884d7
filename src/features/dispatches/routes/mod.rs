//! HTTP of dispatches.

mod draft;
pub mod input;
pub mod push;
mod reading;
pub mod view;
