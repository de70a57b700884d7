//! The reader of official documents: from text to findings, each with its words, place and confidence. It knows no
//! service around it, and what a document does not say it does not fill in.

mod blocks;
mod cells;
mod contents;
mod dates;
mod decoding;
mod docx;
mod launch;
mod laws;
mod letterhead;
mod lines;
mod model;
mod numbering;
mod outline;
mod periods;
mod places;
mod read;
mod recipients;
mod references;
mod sayings;
mod signature;
mod signs;
#[cfg(test)]
mod tests;
mod timing;
mod words;

pub use decoding::text_of_bytes;
pub use docx::{MOST_BYTES, UnreadableFile, WordText, text_of_docx};
pub use launch::NotALaunch;
pub use model::{
    Assignment, Authority, Channel, Citation, Confidence, ContentItem, DocumentIdentity, Finding, Missing,
    Motto, Reading, Recipient, Signatory,
};
pub use places::{FindingKind, FindingPlace};
pub use read::read_text;
pub use signs::{Sign, whole_sign};
