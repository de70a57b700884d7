//! Handlers of nominations, an action a file.

mod access;
pub mod appraise;
pub mod change;
mod checks;
pub mod create;
pub mod document;
pub mod duplicates;
pub mod list;
pub mod read;
mod recorded;
mod situation;
pub mod stages;
pub mod submissions;
pub mod transition;
pub mod unnominated;
mod view;
