//! Removing imports, and what an attempt left of one.

use uuid::Uuid;

use super::rows::AT_ONCE;
use crate::db::Connection;
use crate::features::imports::rules::KEPT;
use crate::features::imports::store;
use crate::http::Problem;
use crate::operations::job_context::JobContext;

/// Removes imports that nobody changed for long, with their rows and bytes; answers how many.
///
/// # Errors
/// A [`Problem`] of the database or the storage.
pub async fn remove_old(work: &JobContext) -> Result<usize, Problem> {
    let before = work.clock.now() - KEPT;
    let mut removed = 0;
    loop {
        let old = work.db.read(async |conn| store::find_old(conn, before, AT_ONCE).await).await?;
        if old.is_empty() {
            return Ok(removed);
        }
        for id in old {
            delete_rows(work, id).await?;
            work.db.transaction(async |tx: &mut Connection| store::delete(tx, id).await).await?;
            work.storage.remove(id).await?;
            removed += 1;
        }
    }
}

/// Removes the rows of an import.
pub(super) async fn delete_rows(work: &JobContext, id: Uuid) -> Result<(), Problem> {
    let delete = async |tx: &mut Connection| store::delete_rows(tx, id, AT_ONCE).await;
    while work.db.transaction(delete).await? > 0 {}
    Ok(())
}
