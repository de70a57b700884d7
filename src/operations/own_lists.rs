//! The service's own lists, read by jobs as the person sees them for whom a job works.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::Value;
use uuid::Uuid;

use crate::http::Problem;
use crate::operations::tables::Words;
use crate::operations::tables::spec::TableSpec;

/// The table of an operation, and the words for its values.
pub struct OwnTable {
    /// The table.
    pub spec: &'static TableSpec,
    /// The words.
    pub words: Arc<Words>,
}

/// Reads the service's own lists.
pub trait ReadLists: Send + Sync {
    /// The table of an operation; `None` where it has none.
    fn table(&self, operation_id: &str) -> Option<OwnTable>;

    /// What the list at a path answers to a user, with long pages: the same checks, the same filters, the same entries as over
    /// HTTP. The problem is that of the answer.
    fn read(&self, user_id: Uuid, path: String) -> BoxFuture<'_, Result<Value, Problem>>;
}
