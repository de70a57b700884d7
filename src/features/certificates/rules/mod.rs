//! Rules of certificates: in which order they are handed over, when one is issued anew or comes back, and what is printed.

mod badge;
mod paper;
mod precedence;
mod situation;
#[cfg(test)]
mod tests;
mod words;

pub use badge::{Badge, credential};
pub use paper::{CertificatePaper, paper};
pub use precedence::Precedence;
pub use situation::{CertificateSituation, day_fault};
pub use words::{CertificateReason, CertificateStatus, ReissueReason};
