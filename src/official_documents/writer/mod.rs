//! The writer of official documents: from a model to a Word file (.docx) in the form of Decree 30/2020/NĐ-CP, annex I.
//! It knows no service around it and no clock: one model always gives the same bytes.

mod body;
mod certificate;
mod error;
mod head;
mod looks;
mod model;
mod package;
mod page;
mod tail;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use certificate::{Certificate, certificate};
pub use error::WriteError;
pub use model::{Align, Block, Column, Issued, Level, OfficialDocument, Signature};
pub use words::place_of;
pub use write::docx;
