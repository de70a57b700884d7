//! The service's own lists, read page by page as somebody sees them: by jobs, and by answers that are sent as they are read.

use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::Bytes;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::auth::guard::ActsFor;
use crate::http::Problem;
use crate::operations::tables::Words;
use crate::operations::tables::spec::TableSpec;

/// The table of an operation, and the words for its values.
#[derive(Clone)]
pub struct OwnTable {
    /// The table.
    pub spec: &'static TableSpec,
    /// The words.
    pub words: Arc<Words>,
}

/// In what form parts of a whole list are read.
#[derive(Debug, Clone)]
pub enum WholeList {
    /// As pages that are longer than those of callers.
    Pages,
    /// One entry a line, and a line that says where the next part begins.
    Lines(EarlyCursor),
}

/// Says where the next part begins as soon as the rows of one are read: the next is read while this one is still being written.
#[derive(Debug, Clone, Default)]
pub struct EarlyCursor(Arc<Mutex<Option<oneshot::Sender<String>>>>);

impl EarlyCursor {
    /// One, and what receives the cursor; nothing comes where no part follows.
    #[must_use]
    pub fn new() -> (Self, oneshot::Receiver<String>) {
        let (send, receive) = oneshot::channel();
        (Self(Arc::new(Mutex::new(Some(send)))), receive)
    }

    /// Sends the cursor; whoever waited may be gone.
    pub fn send(&self, cursor: String) {
        let send = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        send.map(|send| send.send(cursor).ok());
    }
}

/// The line behind the entries of a part of a list.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartEnd {
    /// Where the next part begins; null behind the last one.
    pub next_cursor: Option<String>,
}

impl PartEnd {
    /// Writes it behind the lines of a part.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn write(&self, lines: &mut Vec<u8>) -> Result<(), Problem> {
        serde_json::to_writer(&mut *lines, self).map_err(Problem::internal)?;
        lines.push(b'\n');
        Ok(())
    }

    /// The end of the lines of a part.
    ///
    /// # Errors
    /// An internal problem where they end otherwise.
    pub fn of(lines: &[u8]) -> Result<Self, Problem> {
        let line = lines.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        serde_json::from_slice(line).map_err(Problem::internal)
    }
}

/// Reads the service's own lists.
pub trait ReadLists: Send + Sync {
    /// The table of an operation; `None` where it has none.
    fn table(&self, operation_id: &str) -> Option<OwnTable>;

    /// What the list at a path answers a reader, in long parts: the same checks, the same filters, the same entries as over
    /// HTTP. The problem is that of the answer.
    fn read(&self, reader: ActsFor, path: String, form: WholeList) -> BoxFuture<'_, Result<Bytes, Problem>>;
}
