//! What is known of the sample's people and units.

mod cases;
mod known;
mod subjects;

pub use known::create;
pub use subjects::{person, unit};
