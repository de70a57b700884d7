//! SQL of documents: the row, reads and writes, a file each.

mod access;
mod citing;
mod model;
mod read;
mod write;

pub use access::{is_visible, may_change};
pub use citing::find_unknown;
pub use model::Document;
pub use read::{
    DocumentFilter, find, find_all, find_cited, find_references, find_twin, list, lock_exclusive,
};
pub use write::{correct, publish, register, register_draft};
