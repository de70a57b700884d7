//! Successions: reorganisations by a document.

pub mod apply;
pub mod create;
pub mod input;
pub mod read;
