//! The reader of official documents: from text to findings, each with its words, place and confidence. It knows no
//! service around it, and what a document does not say it does not fill in.

mod annex;
mod blocks;
mod cells;
mod columns;
mod contents;
mod dates;
mod decoding;
mod docx;
mod head;
mod judgement;
mod launch;
mod laws;
mod letterhead;
mod letters;
mod line;
mod lines;
mod model;
mod numbering;
mod outline;
mod periods;
mod places;
mod properties;
mod read;
mod recipients;
mod references;
mod reviews;
mod sayings;
mod signature;
mod signs;
mod targets;
#[cfg(test)]
mod tests;
mod timing;
mod title;
mod verdict;
mod words;

pub use decoding::text_of_bytes;
pub use docx::{MOST_BYTES, UnreadableFile, WordText, text_of_docx};
pub use judgement::{DocumentClass, GivenReason, Judgement, Reason, Verdict};
pub use letters::LostLetters;
pub use model::{
    Assignment, Channel, Citation, Confidence, ContentItem, Direction, DocumentIdentity, Finding, Missing,
    Motto, Reading, Recipient, Review, ReviewKind, Signatory, Target,
};
pub use places::{FindingKind, FindingPlace};
pub use read::{UnreadableText, read_text};
pub use signs::{Sign, whole_sign};
