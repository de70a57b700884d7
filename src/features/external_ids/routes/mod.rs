//! The operations of external ids.

pub mod end;
pub mod find;
mod keeping;
pub mod put;
pub mod view;
