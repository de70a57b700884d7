//! What is wrong with the condition of a rule.

mod search;
#[cfg(test)]
mod tests;

pub use search::*;
