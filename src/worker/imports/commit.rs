//! Writing the rows of an import: each step some at a time, each time in a transaction that notes what was written.

use serde_json::{Value, json};

use super::end::finish;
use super::kinds::with_rows;
use super::rows::{AT_ONCE, describe_faults, importer, table_row};
use crate::db::Connection;
use crate::features::imports::rules::ImportStatus;
use crate::features::imports::store::{self, Import};
use crate::http::Problem;
use crate::official_documents::tables::TableRow;
use crate::operations::imports::ImportedRows;
use crate::operations::job_context::JobContext;
use crate::record::Occurrence;
use crate::record::jobs::WantedWork;

/// Writes the rows of an import.
///
/// # Errors
/// A [`Problem`] that is none of the rows: the job is tried again and goes on behind what is written.
pub async fn commit(work: &JobContext, wanted: WantedWork) -> Result<Value, Problem> {
    let import = work.db.read(async |conn| store::find(conn, wanted.id).await).await?;
    with_rows!(import.kind, Rows, write_all::<Rows>(work, wanted).await?);
    let import = finish(work, wanted, ImportStatus::Committing, Occurrence::ImportFinished).await?;
    Ok(json!({"status": import.status, "rowsWritten": import.rows_written}))
}

/// Writes rows until none is left that waits.
async fn write_all<K: ImportedRows>(work: &JobContext, wanted: WantedWork) -> Result<(), Problem> {
    let (kind, id) = (K::begin(&work.contract)?, wanted.id);
    let write = async |tx: &mut Connection| {
        let import = store::lock_exclusive(tx, id).await?;
        let rows = match import.status {
            ImportStatus::Committing => store::list_waiting(tx, id, AT_ONCE).await?,
            _ => Vec::new(),
        };
        if rows.is_empty() {
            return Ok::<_, Problem>(false);
        }
        let importer = importer(tx, work, wanted, &import).await?;
        let rows: Vec<TableRow> = rows.iter().map(|row| table_row(row, K::TABLE)).collect();
        let (mut things, mut faults) = (Vec::new(), Vec::new());
        for (line, written) in kind.write(tx, &importer, &rows).await? {
            match written {
                Ok(id) => things.push((line.cast_signed(), id)),
                Err(found) => faults.push((line.cast_signed(), describe_faults(&found))),
            }
        }
        let count = |length: usize| i32::try_from(length).map_err(Problem::internal);
        let rows_written = import.rows_written + count(things.len())?;
        let faulty_rows = import.faulty_rows + count(faults.len())?;
        store::set_written(tx, id, &things).await?;
        store::add_faults(tx, id, faults).await?;
        let updated_at = importer.context.at;
        store::update(tx, &Import { faulty_rows, rows_written, updated_at, ..import }).await?;
        Ok(true)
    };
    while work.transaction_of(wanted, write).await? {
        work.committed.notify_one();
    }
    Ok(())
}
