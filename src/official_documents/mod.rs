//! Official documents (văn bản hành chính): what one says, how one is made, and the tables beside them. Pure.

pub mod reader;
pub mod tables;
pub mod writer;
