//! Bytes that are kept together with a row.

use std::cell::Cell;

use uuid::Uuid;

use crate::http::{Answer, Problem};
use crate::storage::{Incoming, Storage};

/// Keeps bytes under the id of a row, and runs the change that writes the row and then sets the cell.
///
/// # Errors
/// Whatever the storage or the change fails with.
pub async fn keep_with_row(
    storage: &dyn Storage,
    (incoming, id): (Box<dyn Incoming>, Uuid),
    change: impl AsyncFnOnce(&Cell<bool>) -> Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    incoming.keep(id).await?;
    let is_written = Cell::new(false);
    let answer = change(&is_written).await;
    // A refusal, or the answer to an earlier request: nothing refers to these bytes. Where the row was written and the
    // commit failed, the row may exist or not; then the bytes stay, and a job removes them with other orphans if need be.
    if !is_written.get() {
        storage.remove(id).await?;
    }
    answer
}
