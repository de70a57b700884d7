//! Award types over HTTP.

mod change;
mod check;
mod create;
mod input;
mod list;
mod read;
mod view;

pub use change::*;
pub use create::*;
pub use list::*;
pub use read::*;
