//! What every change leaves behind: audit rows, outbox rows, steps of life cycles; and the queue of jobs.

pub mod changes;
pub mod sequencer;
pub mod transitions;
