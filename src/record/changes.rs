//! Recording changes: an audit row and, where other systems are told, an event, both in the transaction of the change.

use diesel_async::AsyncPgConnection;

use super::change_record::{ChangeRecord, Recorded};
use super::occurrences::Occurrence;
use super::{audit, outbox};
use crate::core::context::ChangeContext;
use crate::db::Error;

/// Records changes: their audit rows and their events, in the transaction that makes them.
pub async fn record(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    changes: impl IntoIterator<Item = ChangeRecord>,
) -> Result<(), Error> {
    let changes: Vec<ChangeRecord> = changes.into_iter().collect();
    if changes.is_empty() {
        return Ok(());
    }
    audit::write(tx, context, &changes).await?;
    outbox::write(tx, context, &changes).await
}

/// Records the change of one thing, as [`ChangeRecord::of`] and [`record`].
pub async fn record_change<T: Recorded>(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    occurrence: Occurrence,
    before: Option<&T>,
    after: &T,
) -> Result<(), Error> {
    record(tx, context, [ChangeRecord::of(occurrence, before, after)]).await
}
