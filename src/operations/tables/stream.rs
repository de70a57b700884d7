//! A table of any length: some rows are given while the rest is still being read.

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::{JoinHandle, spawn_blocking};

use super::read::{MORE_LINES, is_spreadsheet, no_table, not_extracted, text_of};
use crate::http::Problem;
use crate::official_documents::tables::{
    ImportTable, SheetRow, TableFault, TableRow, TableRows, Width, csv_rows, with_line_feeds,
};
use crate::operations::extractor::Extractor;

/// How many rows are given at a time: one transaction writes them well within its tenth of a second.
pub const ROWS_AT_ONCE: usize = 500;
/// How many rows of a spreadsheet, and how many chunks of rows, wait for who reads them.
const WAITING_ROWS: usize = 256;
const WAITING_CHUNKS: usize = 2;

/// The rows of a file on their way.
pub struct TableStream {
    chunks: Receiver<Vec<TableRow>>,
    reading: JoinHandle<Result<usize, Problem>>,
}

impl TableStream {
    /// Begins to read the bytes of a file.
    #[must_use]
    pub fn begin(bytes: Vec<u8>, extractor: Extractor, table: ImportTable, most_rows: usize) -> Self {
        let (send, chunks) = mpsc::channel(WAITING_CHUNKS);
        let reading = tokio::spawn(async move {
            if is_spreadsheet(&bytes) {
                read_spreadsheet(&bytes, &extractor, (table, most_rows), send).await
            } else {
                let text = with_line_feeds(&text_of(&bytes)?);
                drop(bytes);
                let read = move || send_chunks(csv_rows(&text), Width::Full, table, most_rows, &send);
                let read = spawn_blocking(read).await.map_err(Problem::internal)?;
                read.map_err(|fault| no_table(fault, most_rows))
            }
        });
        Self { chunks, reading }
    }

    /// The next rows; none are left behind the last ones.
    pub async fn next(&mut self) -> Option<Vec<TableRow>> {
        self.chunks.recv().await
    }

    /// How many rows below the header were left out, as they say nothing; asked when no row is left.
    ///
    /// # Errors
    /// The file can't be read to its end, or is no table of these columns; the reason is named.
    pub async fn end(self) -> Result<usize, Problem> {
        drop(self.chunks);
        self.reading.await.map_err(Problem::internal)?
    }
}

async fn read_spreadsheet(
    bytes: &[u8],
    extractor: &Extractor,
    (table, most_rows): (ImportTable, usize),
    chunks: Sender<Vec<TableRow>>,
) -> Result<usize, Problem> {
    let (send, mut rows) = mpsc::channel::<SheetRow>(WAITING_ROWS);
    let assembling = spawn_blocking(move || {
        let rows = std::iter::from_fn(move || rows.blocking_recv().map(Ok));
        send_chunks(rows, Width::Ragged, table, most_rows, &chunks)
    });
    let sent = extractor.send_rows(bytes, most_rows.saturating_add(MORE_LINES), send).await?;
    let assembled = assembling.await.map_err(Problem::internal)?;
    match (sent, assembled) {
        (Ok(()), Ok(empty_rows)) => Ok(empty_rows),
        // Nothing was found because nothing could be read.
        (Err(fault), Ok(_) | Err(TableFault::Empty)) => Err(not_extracted(fault, most_rows)),
        // Whoever stops to listen at a fault ends the process.
        (_, Err(fault)) => Err(no_table(fault, most_rows)),
    }
}

fn send_chunks(
    rows: impl Iterator<Item = Result<SheetRow, TableFault>>,
    width: Width,
    table: ImportTable,
    most_rows: usize,
    chunks: &Sender<Vec<TableRow>>,
) -> Result<usize, TableFault> {
    let mut below = TableRows::begin(rows, width, table.columns, table.ignored, most_rows)?;
    let mut chunk = Vec::new();
    while let Some(row) = below.next() {
        chunk.push(row?);
        // Nobody listens any more: the work was given up.
        if chunk.len() == ROWS_AT_ONCE && chunks.blocking_send(std::mem::take(&mut chunk)).is_err() {
            return Ok(below.empty_rows);
        }
    }
    if !chunk.is_empty() {
        chunks.blocking_send(chunk).ok();
    }
    Ok(below.empty_rows)
}
