//! What every change leaves behind: audit rows, outbox rows, steps of life cycles; and the queue of jobs.

pub mod audit;
mod change_record;
mod changes;
pub mod jobs;
pub mod newest;
pub mod occurrences;
mod outbox;
pub mod seal;
pub mod sequencer;
pub mod transitions;

pub use change_record::{ChangeRecord, Recorded, Subject};
pub use changes::{record, record_change};
pub use occurrences::{Occurrence, SubjectType};
