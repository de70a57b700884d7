//! HTTP of progress.

pub mod campaign;
pub mod settings;
pub mod view;
