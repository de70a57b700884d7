//! Files that an unfinished report names no longer.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::db::Error;
use crate::features::files::store as files;
use crate::features::reports::rules::ReportContent;

/// Gives back the files that a report named before a change and names no longer.
pub(super) async fn release_files(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    before: &ReportContent,
    after: &ReportContent,
) -> Result<(), Error> {
    let kept: HashSet<Uuid> = file_ids(after).collect();
    let dropped: Vec<Uuid> = file_ids(before).filter(|id| !kept.contains(id)).collect();
    files::release(tx, unit_id, &dropped).await
}

fn file_ids(content: &ReportContent) -> impl Iterator<Item = Uuid> + '_ {
    content.entries.iter().flat_map(|entry| entry.file_ids.iter().copied())
}
