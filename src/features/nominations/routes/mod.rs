//! Handlers of nominations, an action a file.

mod access;
pub mod appraise;
pub mod change;
mod checks;
pub mod consultations;
pub mod create;
pub mod document;
pub mod duplicates;
pub mod import;
pub mod list;
mod obstacles;
pub mod opinions;
pub mod overdue;
mod procedure;
pub mod read;
pub mod reminders;
pub mod stages;
pub mod submissions;
pub mod transition;
pub mod unnominated;
mod view;
