//! The published document as a contract: it is what the code says, and the gate refuses to break it.

mod content;
pub mod document;
mod fixture;
mod gate;
mod limits;
mod normal_form;
mod parameters;
mod planted;
mod planted_breaks;
mod published;
mod schema;
