//! The service's own lists, read page by page as somebody sees them: by jobs, and by answers that are sent as they are read.

use std::sync::Arc;

use actix_web::web::Bytes;
use futures_util::future::BoxFuture;

use crate::auth::guard::ActsFor;
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

    /// What the list at a path answers a reader, with long pages: the same checks, the same filters, the same entries as over
    /// HTTP. The problem is that of the answer.
    fn read(&self, reader: ActsFor, path: String) -> BoxFuture<'_, Result<Bytes, Problem>>;
}
