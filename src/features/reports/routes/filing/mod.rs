//! Filing whole reports in the words of other systems: one in a call, or up to a thousand. All facts are read at once, each
//! report is checked by itself, and all that pass are written at once.

pub mod batch;
pub mod by_code;
mod check;
mod facts;
mod input;
mod outcome;
mod plan;
mod replace;
mod sent_files;
pub mod single;
mod write;
