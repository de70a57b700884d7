//! The language of award rules.

mod language;
#[cfg(test)]
mod tests;

pub use language::*;
