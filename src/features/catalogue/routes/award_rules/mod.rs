//! Award rules over HTTP: drafts, what is in force, and what changed between two days.

mod change;
mod check;
mod comparison;
mod create;
mod input;
mod list;
mod read;
mod transition;
mod view;

pub use change::*;
pub use comparison::*;
pub use create::*;
pub use list::*;
pub use read::*;
pub use transition::*;
