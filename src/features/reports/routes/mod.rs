//! HTTP of progress reports: one file per action.

mod access;
pub mod change;
mod checks;
pub mod create;
mod draft;
mod effects;
pub mod evidence;
pub mod filing;
mod input;
pub mod list;
pub mod rates;
pub mod read;
mod recorded;
pub mod transition;
pub mod versions;
pub mod view;
