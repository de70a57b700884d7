//! HTTP of the register of awards: one file per action.

pub mod change;
mod checks;
pub mod create;
pub mod import;
pub mod list;
pub mod read;
pub mod view;
