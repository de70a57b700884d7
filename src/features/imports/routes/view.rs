//! What an import and its rows look like from outside.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::allows_somewhere;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::imports::rules::{ImportAction, ImportKind, ImportLife, ImportStatus};
use crate::features::imports::store::{Import, ImportRow};
use crate::http::{Answer, Locale, Problem};
use crate::operations::imports::{all_json_in, json_in};
use crate::operations::life_cycle::allowed_actions;

/// An import of a table.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Import)]
pub struct ImportView {
    /// The import's id.
    #[schema(example = "01980000-0000-7000-8000-000000002800")]
    id: Uuid,
    /// What the table brings in: one of the values that `POST /imports` takes.
    #[schema(value_type = String, max_length = 64, pattern = "^[A-Z_]+$", example = "UNITS")]
    kind: ImportKind,
    /// Its status.
    #[schema(example = "READY")]
    status: ImportStatus,
    /// The transitions that are possible now.
    #[schema(max_items = 10, example = json!(["COMMIT", "CANCEL"]))]
    allowed_actions: Vec<ImportAction>,
    /// The name of the file.
    #[schema(max_length = 255, format = "text", example = "don-vi-2026.csv")]
    file_name: String,
    /// The size of the file in bytes.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 230)]
    bytes: i64,
    /// SHA-256 of the file, 64 hexadecimal digits.
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "54fae62785a86bc70de0468fa35092e170aed3378a404577384e8a802d24968b"
    )]
    sha256: String,
    /// How many rows were read so far.
    #[schema(minimum = 0, maximum = 200_000, example = 2)]
    rows_read: i32,
    /// How many rows said nothing and were left out.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 0)]
    empty_rows: i32,
    /// How many rows have faults.
    #[schema(minimum = 0, maximum = 200_000, example = 0)]
    faulty_rows: i32,
    /// How many rows were written so far.
    #[schema(minimum = 0, maximum = 200_000, example = 0)]
    rows_written: i32,
    /// Why the file can't be read, as a problem; null where it can.
    #[schema(required, value_type = Option<Object>, example = json!(null))]
    problem: Option<Value>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When the file was uploaded.
    created_at: LocalTime,
    /// When the import was changed last; thirty days later it is removed.
    updated_at: LocalTime,
}

impl ImportView {
    /// The import in a language.
    pub(super) fn of(import: Import, caller: &Caller, locale: Locale) -> Self {
        let may = |permission| allows_somewhere(&caller.grants, permission);
        Self {
            id: import.id,
            kind: import.kind,
            status: import.status,
            allowed_actions: allowed_actions(&ImportLife(import.status), may),
            file_name: import.file_name,
            bytes: import.bytes,
            sha256: import.sha256,
            rows_read: import.rows_read,
            empty_rows: import.empty_rows,
            faulty_rows: import.faulty_rows,
            rows_written: import.rows_written,
            problem: import.problem.as_ref().map(|problem| json_in(problem, locale)),
            version: import.version,
            created_at: local(import.created_at),
            updated_at: local(import.updated_at),
        }
    }
}

/// The import as an answer.
pub(super) fn answer(import: Import, caller: &Caller, locale: Locale) -> Result<Answer, Problem> {
    let version = import.version;
    Ok(Answer::ok(&ImportView::of(import, caller, locale))?.with_etag(version))
}

/// A row of an import.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ImportRow)]
pub struct ImportRowView {
    /// The line of the file on which it stands.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 2)]
    line: i64,
    /// Its cells by the code of their column; empty ones are left out.
    #[schema(value_type = Object)]
    cells: Value,
    /// Its faults, each with a pointer `/line/column`; empty when the row is good.
    #[schema(max_items = 50, value_type = Vec<Object>, example = json!([]))]
    errors: Vec<Value>,
    /// The id of what was written for it; null until then.
    #[schema(required, example = json!(null))]
    thing_id: Option<Uuid>,
}

impl ImportRowView {
    /// The row in a language.
    pub(super) fn of(row: ImportRow, locale: Locale) -> Self {
        let errors = all_json_in(row.faults.as_ref(), locale);
        Self { line: row.line, cells: row.cells, errors, thing_id: row.thing_id }
    }
}
