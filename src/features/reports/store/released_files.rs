//! Files that an unfinished report names no longer.

use std::collections::HashSet;

use diesel::sql_types::{Array, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::features::reports::rules::ReportContent;

/// Gives back the files that a report named before a change and names no longer, unless another report of its unit, or a
/// version that was accepted, still names them.
pub(super) async fn release_files(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    before: &ReportContent,
    after: &ReportContent,
) -> Result<(), Error> {
    let kept: HashSet<Uuid> = file_ids(after).collect();
    let dropped: Vec<Uuid> = file_ids(before).filter(|id| !kept.contains(id)).collect();
    if dropped.is_empty() {
        return Ok(());
    }
    // Whoever names one of them meanwhile waits for this lock, or was waited for and is seen by the next statement.
    diesel::sql_query("SELECT FROM files WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")
        .bind::<Array<SqlUuid>, _>(&dropped)
        .execute(tx)
        .await?;
    diesel::sql_query(
        "WITH content AS (
            SELECT content FROM progress_reports WHERE unit_id = $2
            UNION ALL
            SELECT version.content FROM report_versions version
            JOIN progress_reports report ON report.id = version.report_id WHERE report.unit_id = $2),
        named AS MATERIALIZED (
            SELECT DISTINCT (jsonb_path_query(content, '$.entries[*].fileIds[*]') #>> '{}')::uuid AS id FROM content)
        UPDATE files SET used_at = NULL
        WHERE id = ANY($1) AND unit_id = $2 AND NOT EXISTS (SELECT FROM named WHERE named.id = files.id)",
    )
    .bind::<Array<SqlUuid>, _>(&dropped)
    .bind::<SqlUuid, _>(unit_id)
    .execute(tx)
    .await?;
    Ok(())
}

fn file_ids(content: &ReportContent) -> impl Iterator<Item = Uuid> + '_ {
    content.entries.iter().flat_map(|entry| entry.file_ids.iter().copied())
}
