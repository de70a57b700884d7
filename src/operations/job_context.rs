//! What the work of a job may use.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Notify;
use uuid::Uuid;

use crate::core::clock::Clock;
use crate::core::context::ChangeContext;
use crate::db::{Connection, Db};
use crate::http::contract::CompiledContract;
use crate::http::{Code, Problem};
use crate::operations::extractor::Extractor;
use crate::operations::own_lists::ReadLists;
use crate::record::jobs::{self, WantedWork};
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
    /// A folder on the disk of the files, for what is written to be read at once.
    pub scratch: PathBuf,
    /// Takes text out of files of rich formats.
    pub extractor: Extractor,
    /// What each operation takes.
    pub contract: Arc<CompiledContract>,
    /// The service's own lists.
    pub lists: Arc<dyn ReadLists>,
    /// Wakes the sequencer after a commit.
    pub committed: Arc<Notify>,
}

impl JobContext {
    /// Runs a part of a job's work in one transaction, in which nobody else can take the job over.
    ///
    /// # Errors
    /// Whatever `effect` fails with; 503 when somebody else took the job over before.
    pub async fn transaction_of<T>(
        &self,
        wanted: WantedWork,
        effect: impl AsyncFn(&mut Connection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let fenced = async |tx: &mut Connection| {
            if !jobs::hold_lease(tx, wanted).await? {
                return Err(Problem::new(Code::unavailable).because("somebody else took the job over"));
            }
            effect(tx).await
        };
        self.db.transaction(fenced).await
    }

    /// The mark of a change that is made now for somebody.
    #[must_use]
    pub fn change(&self, actor_id: Option<Uuid>, request_id: Option<Uuid>) -> ChangeContext {
        ChangeContext::now(&self.clock, actor_id, request_id)
    }
}
