//! Official documents (văn bản hành chính): what one says, how one is made, and the files and tables beside them. Pure.

pub mod extraction;
pub mod package;
pub mod reader;
pub mod tables;
pub mod writer;
