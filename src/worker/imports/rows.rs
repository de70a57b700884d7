//! Rows between the file, the database and the rules of their kind.

use serde_json::Value;
use uuid::Uuid;

use crate::auth::store::grants_of_active;
use crate::db::Connection;
use crate::features::imports::store::{Import, ImportRow};
use crate::http::{Problem, Violation};
use crate::official_documents::tables::{ImportTable, TableRow};
use crate::operations::imports::{BilingualJson, Importer};
use crate::operations::job_context::JobContext;
use crate::operations::tables::ROWS_AT_ONCE;
use crate::record::jobs::WantedWork;

/// How many rows one transaction takes.
#[expect(clippy::as_conversions, clippy::cast_possible_wrap, reason = "five hundred")]
pub(super) const AT_ONCE: i64 = ROWS_AT_ONCE as i64;

/// For whom rows are checked and written: with the roles that the person holds now.
pub(super) async fn importer(
    tx: &mut Connection,
    work: &JobContext,
    wanted: WantedWork,
    import: &Import,
) -> Result<Importer, Problem> {
    let context = work.change(Some(import.created_by), wanted.request_id);
    let grants = grants_of_active(tx, import.created_by, context.today).await?;
    Ok(Importer { context, grants })
}

/// A row of the file as it is kept.
pub(super) fn import_row(import_id: Uuid, row: &TableRow, faults: Vec<Violation>) -> ImportRow {
    let cells =
        row.cells.iter().map(|(code, text)| ((*code).to_owned(), Value::from(text.as_str()))).collect();
    ImportRow {
        import_id,
        line: row.line.cast_signed(),
        step: 0,
        cells: Value::Object(cells),
        faults: (!faults.is_empty()).then(|| describe_faults(&faults)),
        thing_id: None,
    }
}

/// A row as it was in the file.
pub(super) fn table_row(row: &ImportRow, table: ImportTable) -> TableRow {
    let cell = |code: &'static str| Some((code, row.cells.get(code)?.as_str()?.to_owned()));
    let cells = table.columns.iter().filter_map(|column| cell(column.code)).collect();
    TableRow { line: row.line.cast_unsigned(), cells, errors: Vec::new() }
}

/// Faults as they are kept.
pub(super) fn describe_faults(faults: &[Violation]) -> Value {
    faults.iter().map(|fault| BilingualJson::fault(fault).into_json()).collect()
}
