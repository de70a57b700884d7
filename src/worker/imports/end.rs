//! How the work of a job on an import ends: the table with its faults is made, and the status says what came of it.

use std::path::Path;

use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::rows::{AT_ONCE, table_row};
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::imports::rules::ImportStatus;
use crate::features::imports::store::{self, Import};
use crate::http::{Locale, Problem};
use crate::official_documents::tables::{ImportTable, SheetWriter, UnwrittenTable};
use crate::operations::imports::all_json_in;
use crate::operations::job_context::JobContext;
use crate::operations::tables::{header_with_faults, row_with_faults};
use crate::record::Occurrence;
use crate::record::jobs::WantedWork;

/// Ends what a job did with an import: the table with its faults is made, and the status says what came of it.
pub(super) async fn finish(
    work: &JobContext,
    wanted: WantedWork,
    from: ImportStatus,
    occurrence: Occurrence,
) -> Result<Import, Problem> {
    let id = wanted.id;
    let read =
        async |conn: &Connection| Ok((store::find(conn, id).await?, store::count_faulty(conn, id).await?));
    let (import, faulty): (Import, i64) = work.db.read(read).await?;
    if import.status != from {
        return Ok(import);
    }
    let table = Uuid::now_v7();
    let table_bytes = Some(make_table(work, &import, table).await?);
    let faulty_rows = i32::try_from(faulty).map_err(Problem::internal)?;
    let status = match (from, faulty) {
        (ImportStatus::Reading, 0) => ImportStatus::Ready,
        (ImportStatus::Reading, _) => ImportStatus::Faulty,
        _ => ImportStatus::Committed,
    };
    let end = async |tx: &mut Connection| {
        let table_id = Some(table);
        let change =
            |import: &Import| Import { status, faulty_rows, table_id, table_bytes, ..import.clone() };
        record_end(tx, work, wanted, (from, occurrence), change).await
    };
    let ended = work.transaction_of(wanted, end).await?;
    // What was read and what was made before are of no use any more; left behind by a death here, they go with the import.
    let is_own = ended.table_id == Some(table);
    let useless = if is_own { [Some(id), import.table_id] } else { [Some(table), None] };
    for id in useless.into_iter().flatten() {
        work.storage.remove(id).await?;
    }
    Ok(ended)
}

/// Writes and records the end of a job's work, unless somebody ended it before.
pub(super) async fn record_end(
    tx: &mut Connection,
    work: &JobContext,
    wanted: WantedWork,
    (from, occurrence): (ImportStatus, Occurrence),
    change: impl Fn(&Import) -> Import,
) -> Result<Import, Problem> {
    let before = store::lock_exclusive(tx, wanted.id).await?;
    if before.status != from {
        return Ok(before);
    }
    let context = work.change(Some(before.created_by), wanted.request_id);
    Ok(store::advance(tx, &context, occurrence, &before, change(&before)).await?)
}

/// Makes the table with its faults and keeps it under an id; answers how many bytes it has.
async fn make_table(work: &JobContext, import: &Import, id: Uuid) -> Result<i64, Problem> {
    let table = import.kind.table();
    let mut writer = begin_sheet(table, &work.scratch)?;
    let mut after = 0;
    loop {
        let list = async |conn: &Connection| {
            store::list_rows(conn, import.id, after, false, &PageRead::of(AT_ONCE)).await
        };
        let rows = work.db.read(list).await?;
        let Some(last) = rows.last() else { break };
        after = last.line;
        let written = spawn_blocking(move || {
            for row in &rows {
                let faults = all_json_in(row.faults.as_ref(), Locale::Vietnamese);
                writer.write_row(&row_with_faults(&table_row(row, table), &faults, table.columns))?;
            }
            Ok::<_, UnwrittenTable>(writer)
        });
        writer = written.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    }
    let bytes = spawn_blocking(move || writer.finish()).await.map_err(Problem::internal)?;
    let bytes = bytes.map_err(Problem::internal)?;
    let mut incoming = work.storage.begin().await?;
    incoming.write(&bytes).await?;
    incoming.keep(id).await?;
    i64::try_from(bytes.len()).map_err(Problem::internal)
}

fn begin_sheet(table: ImportTable, scratch: &Path) -> Result<SheetWriter, Problem> {
    SheetWriter::begin(table.title, &header_with_faults(table.columns), Some(scratch))
        .map_err(Problem::internal)
}
