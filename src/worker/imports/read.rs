//! Reading a table: its rows are kept as they come, put in order, and asked about.

use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::end::{finish, record_end};
use super::kinds::with_rows;
use super::remove::delete_rows;
use super::rows::{AT_ONCE, describe_faults, import_row, importer, table_row};
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::imports::rules::{ImportStatus, MOST_ROWS};
use crate::features::imports::store::{self, Import, ImportRow};
use crate::http::Problem;
use crate::official_documents::tables::TableRow;
use crate::operations::imports::{BilingualJson, ImportedRows};
use crate::operations::job_context::JobContext;
use crate::operations::tables::{ROWS_AT_ONCE, TableStream};
use crate::record::Occurrence;
use crate::record::jobs::WantedWork;

/// Reads and checks the table of an import.
///
/// # Errors
/// A [`Problem`] that is none of the file: the job is tried again.
pub async fn read(work: &JobContext, wanted: WantedWork) -> Result<Value, Problem> {
    let import = work.db.read(async |conn| store::find(conn, wanted.id).await).await?;
    if import.status != ImportStatus::Reading {
        return Ok(json!({"status": import.status}));
    }
    let status = with_rows!(import.kind, Rows, Reading::<Rows>::begin(work, wanted, &import)?.run().await?);
    Ok(json!({"status": status}))
}

/// One attempt to read a table.
struct Reading<'a, K> {
    work: &'a JobContext,
    wanted: WantedWork,
    import: &'a Import,
    rows: K,
}

impl<'a, K: ImportedRows> Reading<'a, K> {
    fn begin(work: &'a JobContext, wanted: WantedWork, import: &'a Import) -> Result<Self, Problem> {
        Ok(Self { work, wanted, import, rows: K::begin(&work.contract)? })
    }

    async fn run(mut self) -> Result<ImportStatus, Problem> {
        // What an earlier attempt left.
        delete_rows(self.work, self.wanted).await?;
        self.change(|import| Import { rows_read: 0, ..import }).await?;
        let mut stream =
            TableStream::begin(self.bytes().await?, self.work.extractor.clone(), K::TABLE, MOST_ROWS);
        while let Some(rows) = stream.next().await {
            if !self.take(&rows).await? {
                return Ok(ImportStatus::Cancelled);
            }
        }
        match stream.end().await {
            Ok(empty_rows) => {
                self.order().await?;
                self.check().await?;
                self.finish(empty_rows).await
            }
            // Nobody's fault, or ours: the next attempt may fare better.
            Err(problem) if problem.code.row().status >= 500 => Err(problem),
            Err(problem) => self.give_up(&problem).await,
        }
    }

    async fn bytes(&self) -> Result<Vec<u8>, Problem> {
        let file = self.work.storage.open(self.import.id).await?;
        let mut file = file.ok_or_else(|| Problem::internal("an import without its bytes"))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    async fn change(&self, change: impl Fn(Import) -> Import) -> Result<(), Problem> {
        let update = async |tx: &mut Connection| {
            let import = store::lock_exclusive(tx, self.import.id).await?;
            Ok::<_, Problem>(store::update(tx, &change(import)).await?)
        };
        self.work.transaction_of(self.wanted, update).await
    }

    /// Keeps some rows; false when somebody gave the import up meanwhile.
    async fn take(&mut self, rows: &[TableRow]) -> Result<bool, Problem> {
        let added: Vec<ImportRow> =
            rows.iter().map(|row| import_row(self.import.id, row, self.rows.take(row))).collect();
        let count = i32::try_from(added.len()).map_err(Problem::internal)?;
        let at = self.work.clock.now();
        let keep = async |tx: &mut Connection| {
            let import = store::lock_exclusive(tx, self.import.id).await?;
            if import.status != ImportStatus::Reading {
                return Ok::<_, Problem>(false);
            }
            store::create_rows(tx, &added).await?;
            let rows_read = import.rows_read + count;
            store::update(tx, &Import { rows_read, updated_at: at, ..import }).await?;
            Ok(true)
        };
        self.work.transaction_of(self.wanted, keep).await
    }

    /// Puts the rows in the order in which they are written, and tells what is wrong between them.
    async fn order(&mut self) -> Result<(), Problem> {
        let (ordered, id) = (self.rows.order(), self.import.id);
        for some in ordered.chunks(ROWS_AT_ONCE) {
            let steps: Vec<_> = some.iter().map(|row| (row.line.cast_signed(), row.step)).collect();
            let faulty = some.iter().filter(|row| !row.faults.is_empty());
            let faults: Vec<_> =
                faulty.map(|row| (row.line.cast_signed(), describe_faults(&row.faults))).collect();
            let write = async |tx: &mut Connection| {
                store::set_steps(tx, id, &steps).await?;
                Ok::<_, Problem>(store::add_faults(tx, id, faults.clone()).await?)
            };
            self.work.transaction_of(self.wanted, write).await?;
        }
        Ok(())
    }

    /// Asks the database about all rows.
    async fn check(&self) -> Result<(), Problem> {
        let (id, mut after) = (self.import.id, 0);
        loop {
            let list = async |conn: &Connection| {
                store::list_rows(conn, id, after, false, &PageRead::of(AT_ONCE)).await
            };
            let rows = self.work.db.read(list).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.line;
            let rows: Vec<TableRow> = rows.iter().map(|row| table_row(row, K::TABLE)).collect();
            let check = async |tx: &mut Connection| {
                let importer = importer(tx, self.work, self.wanted, self.import).await?;
                let faulty = self.rows.check(tx, &importer, &rows).await?;
                let faults =
                    faulty.into_iter().map(|row| (row.line.cast_signed(), describe_faults(&row.faults)));
                Ok::<_, Problem>(store::add_faults(tx, id, faults.collect()).await?)
            };
            self.work.transaction_of(self.wanted, check).await?;
        }
    }

    async fn finish(&self, empty_rows: usize) -> Result<ImportStatus, Problem> {
        let empty_rows = i32::try_from(empty_rows).unwrap_or(i32::MAX);
        self.change(|import| Import { empty_rows, ..import }).await?;
        let finished =
            finish(self.work, self.wanted, ImportStatus::Reading, Occurrence::ImportChecked).await?;
        Ok(finished.status)
    }

    /// The file can't be read: the rows that were read before that go.
    async fn give_up(&self, problem: &Problem) -> Result<ImportStatus, Problem> {
        delete_rows(self.work, self.wanted).await?;
        let told = BilingualJson::problem(problem).into_json();
        let give_up = async |tx: &mut Connection| {
            let change = |import: &Import| Import {
                status: ImportStatus::Unreadable,
                rows_read: 0,
                problem: Some(told.clone()),
                ..import.clone()
            };
            let ends = (ImportStatus::Reading, Occurrence::ImportChecked);
            record_end(tx, self.work, self.wanted, ends, change).await
        };
        Ok(self.work.transaction_of(self.wanted, give_up).await?.status)
    }
}
