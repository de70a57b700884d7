//! The work of a job: the list is read page by page and becomes a file. Begun again, it begins anew.

use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use crate::auth::guard::ActsFor;
use crate::db::Connection;
use crate::features::exports::rules::{ExportFormat, ExportStatus, KEPT, MOST_ROWS};
use crate::features::exports::store::{self, Export};
use crate::http::{Code, Problem};
use crate::official_documents::tables::{CsvWriter, SheetValue, SheetWriter, UnwrittenTable};
use crate::operations::imports::BilingualJson;
use crate::operations::job_context::JobContext;
use crate::operations::list_path::page_path;
use crate::operations::own_lists::{OwnTable, WholeList};
use crate::operations::tables::rows_of;
use crate::operations::tables::spec::TableSpec;
use crate::record::Occurrence;
use crate::record::jobs::WantedWork;

/// How many exports are removed in one statement.
const AT_ONCE: i64 = 100;

/// Makes the file of an export.
///
/// # Errors
/// A [`Problem`] that is none of the list: the job is tried again.
pub async fn make(work: &JobContext, wanted: WantedWork) -> Result<Value, Problem> {
    let export = work.db.read(async |conn| store::find(conn, wanted.id).await).await?;
    if export.status != ExportStatus::Making {
        return Ok(json!({"status": export.status}));
    }
    let export = match write_list(work, wanted, &export).await {
        Ok(bytes) => {
            let length = i64::try_from(bytes.len()).map_err(Problem::internal)?;
            let mut incoming = work.storage.begin().await?;
            incoming.write(&bytes).await?;
            incoming.keep(export.id).await?;
            let made = |export: Export| Export { status: ExportStatus::Made, bytes: Some(length), ..export };
            end(work, wanted, made).await?
        }
        // Nobody's fault, or ours: the next attempt may fare better.
        Err(problem) if problem.code.row().status >= 500 => return Err(problem),
        Err(problem) => {
            let told = BilingualJson::problem(&problem).into_json();
            let failed = |export: Export| Export {
                status: ExportStatus::Failed,
                problem: Some(told.clone()),
                ..export
            };
            end(work, wanted, failed).await?
        }
    };
    Ok(json!({"status": export.status, "rows": export.rows}))
}

/// Removes exports that were made long ago, with their bytes; answers how many.
///
/// # Errors
/// A [`Problem`] of the database or the storage.
pub async fn remove_old(work: &JobContext) -> Result<usize, Problem> {
    let before = work.clock.now() - KEPT;
    let mut removed = 0;
    loop {
        let delete = async |tx: &mut Connection| store::delete_old(tx, before, AT_ONCE).await;
        let old = work.db.transaction(delete).await?;
        if old.is_empty() {
            return Ok(removed);
        }
        for id in &old {
            work.storage.remove(*id).await?;
        }
        removed += old.len();
    }
}

/// The file of a list.
async fn write_list(work: &JobContext, wanted: WantedWork, export: &Export) -> Result<Vec<u8>, Problem> {
    let table = work.lists.table(&export.operation).ok_or_else(|| Problem::new(Code::no_table_there))?;
    let OwnTable { spec, words } = table;
    let (mut cursor, mut file, mut count) = (None::<String>, None, 0_usize);
    loop {
        let path = page_path(&export.path, cursor.as_deref());
        let answer = work.lists.read(ActsFor::User(export.created_by), path, WholeList::Pages).await?;
        let answer: Value = serde_json::from_slice(&answer).map_err(Problem::internal)?;
        cursor = answer.get("nextCursor").and_then(Value::as_str).map(str::to_owned);
        // What kind of table it is, the first page says for all.
        let (spec, begun) = match file.take() {
            Some((spec, writer)) => (spec, writer),
            None => {
                let spec = spec.for_answer(&answer);
                (spec, TableWriter::begin(export.format, spec, work)?)
            }
        };
        let words = words.clone();
        let written = spawn_blocking(move || {
            let rows = rows_of(&answer, spec, &words);
            begun.write(&rows).map(|writer| (writer, rows.len()))
        });
        let (writer, rows) = written.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
        count = count.saturating_add(rows);
        if count > MOST_ROWS {
            return Err(Problem::new(Code::export_too_large).with("limit", MOST_ROWS));
        }
        set_rows(work, wanted, count).await?;
        if cursor.is_none() {
            let finished = spawn_blocking(move || writer.finish()).await.map_err(Problem::internal)?;
            return finished.map_err(Problem::internal);
        }
        file = Some((spec, writer));
    }
}

async fn set_rows(work: &JobContext, wanted: WantedWork, count: usize) -> Result<(), Problem> {
    let rows = i32::try_from(count).map_err(Problem::internal)?;
    let update = async |tx: &mut Connection| {
        let export = store::lock_exclusive(tx, wanted.id).await?;
        Ok::<_, Problem>(store::update(tx, &Export { rows, ..export }).await?)
    };
    work.transaction_of(wanted, update).await
}

/// Writes and records what became of an export.
async fn end(
    work: &JobContext,
    wanted: WantedWork,
    change: impl Fn(Export) -> Export,
) -> Result<Export, Problem> {
    let end = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, wanted.id).await?;
        if before.status != ExportStatus::Making {
            return Ok(before);
        }
        let context = work.change(Some(before.created_by), wanted.request_id);
        let after = change(before.clone());
        Ok::<_, Problem>(store::advance(tx, &context, Occurrence::ExportFinished, &before, after).await?)
    };
    work.transaction_of(wanted, end).await
}

/// A file that is being written.
enum TableWriter {
    Csv(Box<CsvWriter>),
    Xlsx(Box<SheetWriter>),
}

impl TableWriter {
    fn begin(format: ExportFormat, spec: &TableSpec, work: &JobContext) -> Result<Self, Problem> {
        let begun = match format {
            ExportFormat::Csv => CsvWriter::begin(&spec.header()).map(|writer| Self::Csv(Box::new(writer))),
            ExportFormat::Xlsx => SheetWriter::begin(spec.title, &spec.header(), Some(&work.scratch))
                .map(|writer| Self::Xlsx(Box::new(writer))),
        };
        begun.map_err(Problem::internal)
    }

    fn write(mut self, rows: &[Vec<SheetValue>]) -> Result<Self, UnwrittenTable> {
        for row in rows {
            match &mut self {
                Self::Csv(writer) => writer.write_row(row)?,
                Self::Xlsx(writer) => writer.write_row(row)?,
            }
        }
        Ok(self)
    }

    fn finish(self) -> Result<Vec<u8>, UnwrittenTable> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Xlsx(writer) => writer.finish(),
        }
    }
}
