//! Contents of a draft: added, read, changed, moved, removed. A content has no version of its own: its campaign is
//! versioned as a whole.

pub mod add;
pub mod change;
pub(in crate::features::campaigns::routes) mod check;
mod path;
pub mod read;
pub mod remove;
pub(in crate::features::campaigns::routes) mod write;
