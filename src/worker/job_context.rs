//! What the work of a job may use.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::core::clock::Clock;
use crate::db::Db;
use crate::storage::Storage;

/// What the work of a job may use.
#[derive(Clone)]
pub struct JobContext {
    /// The worker's way to the database.
    pub db: Db,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where the bytes of files are kept.
    pub storage: Arc<dyn Storage>,
    /// Wakes the sequencer after a commit.
    pub committed: Arc<Notify>,
}
