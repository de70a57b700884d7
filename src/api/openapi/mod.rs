//! The published document: what the handlers say of themselves, completed by what the tables know.

mod choices;
mod collected;
mod complete;
mod components;
mod document;
mod examples;
mod formats;
mod names;
mod overlay;
mod parameters;
mod refusals;
mod shape;

pub use collected::Collected;
pub use document::{base, document};
mod webhooks;
