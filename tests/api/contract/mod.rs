//! The published document as a contract: what the gate must refuse, and the proof that it does.

mod content;
mod document;
mod fixture;
mod gate;
mod limits;
mod normal_form;
mod parameters;
mod planted;
mod planted_breaks;
mod schema;
