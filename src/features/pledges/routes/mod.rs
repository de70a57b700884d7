//! HTTP of pledges: one file per action.

mod access;
mod answer;
pub mod change;
pub mod copy;
pub mod coverage;
pub mod create;
pub mod input;
pub mod items;
pub mod list;
mod patch;
pub mod progress;
pub mod read;
mod recorded;
pub mod revisions;
pub mod states;
pub mod transition;
pub mod view;
