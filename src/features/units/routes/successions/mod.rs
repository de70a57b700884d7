//! Successions: reorganisations by a document.

pub mod create;
pub mod read;
