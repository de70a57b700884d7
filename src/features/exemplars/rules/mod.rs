//! Rules of exemplars: their life, and what of them is public.

mod life_cycle;
mod publicity;
#[cfg(test)]
mod tests;
mod words;

pub use life_cycle::ExemplarLife;
pub use publicity::{PublicParts, link_of, needs_consent, public_parts};
pub use words::{ExemplarAction, ExemplarStatus};
