//! Where the bytes of files are kept, outside the database: a small trait, and a local folder behind it.

mod contract;
mod folder;

pub use contract::{Incoming, Storage, Work};
pub use folder::LocalFolder;
