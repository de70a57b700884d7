//! The life of a snapshot.

use super::words::{SnapshotAction, SnapshotStatus};
use crate::auth::policy::Permission::{Decide, RecordDecisions};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{SnapshotSigned, SnapshotWithdrawn};
use SnapshotAction::{Sign, Withdraw};
use SnapshotStatus::{Draft, Signed, Withdrawn};

/// The life of a snapshot, as somebody meets it.
#[derive(Debug, Clone, Copy)]
pub struct SnapshotLife {
    /// Where it is.
    pub status: SnapshotStatus,
    /// Whether this person made it or entered its numbers.
    pub is_writer: bool,
}

impl LifeCycle for SnapshotLife {
    type Status = SnapshotStatus;
    type Action = SnapshotAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Sign, Signed, Decide, SnapshotSigned)
            .never(|life: &Self| life.is_writer, Code::own_snapshot),
        Step::new(Draft, Withdraw, Withdrawn, RecordDecisions, SnapshotWithdrawn),
    ];

    fn status(&self) -> SnapshotStatus {
        self.status
    }
}
