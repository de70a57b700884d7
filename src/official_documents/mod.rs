//! Official documents (văn bản hành chính): what one says, and how one is made. Pure.

pub mod reader;
pub mod writer;
