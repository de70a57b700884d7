//! Removing imports, and what an attempt left of one.

use super::rows::AT_ONCE;
use crate::db::Connection;
use crate::features::imports::rules::KEPT;
use crate::features::imports::store::{self, Import};
use crate::http::Problem;
use crate::operations::job_context::JobContext;
use crate::record::jobs::WantedWork;

/// Removes imports that nobody changed for long, with their rows and bytes; answers how many.
///
/// # Errors
/// A [`Problem`] of the database or the storage.
pub async fn remove_old(work: &JobContext) -> Result<usize, Problem> {
    let before = work.clock.now() - KEPT;
    let mut removed = 0;
    loop {
        let cancel = async |tx: &mut Connection| store::cancel_old(tx, before, AT_ONCE).await;
        let old = work.db.transaction(cancel).await?;
        if old.is_empty() {
            return Ok(removed);
        }
        for Import { id, table_id, .. } in old {
            let delete = async |tx: &mut Connection| store::delete_rows(tx, id, AT_ONCE).await;
            while work.db.transaction(delete).await? > 0 {}
            work.db.transaction(async |tx: &mut Connection| store::delete(tx, id).await).await?;
            for kept in [Some(id), table_id].into_iter().flatten() {
                work.storage.remove(kept).await?;
            }
            removed += 1;
        }
    }
}

/// Removes the rows of an import that a job reads.
pub(super) async fn delete_rows(work: &JobContext, wanted: WantedWork) -> Result<(), Problem> {
    let delete =
        async |tx: &mut Connection| Ok::<_, Problem>(store::delete_rows(tx, wanted.id, AT_ONCE).await?);
    while work.transaction_of(wanted, delete).await? > 0 {}
    Ok(())
}
