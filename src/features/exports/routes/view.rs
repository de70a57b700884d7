//! What an export looks like from outside.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::exports::rules::{ExportFormat, ExportStatus};
use crate::features::exports::store::Export;
use crate::http::Locale;
use crate::operations::imports::json_in;

/// An export of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Export)]
pub struct ExportView {
    /// The export's id.
    #[schema(example = "01980000-0000-7000-8000-000000002900")]
    id: Uuid,
    /// Its status.
    #[schema(example = "MADE")]
    status: ExportStatus,
    /// The list that is taken out, with its filters.
    #[schema(max_length = 2048, format = "text", example = "/units?kind=DIVISION")]
    path: String,
    /// The form of the file.
    #[schema(example = "XLSX")]
    format: ExportFormat,
    /// How many rows stand in the file so far.
    #[schema(minimum = 0, maximum = 200_000, example = 9)]
    rows: i32,
    /// The size of the file in bytes; null until it is made.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 6200)]
    bytes: Option<i64>,
    /// Why the file can't be made, as a problem; null otherwise.
    #[schema(required, value_type = Option<Object>, example = json!(null))]
    problem: Option<Value>,
    /// Increases with every change.
    version: RowVersion,
    /// When it was asked for.
    created_at: LocalTime,
    /// When it was changed last; seven days later it is removed.
    updated_at: LocalTime,
}

impl ExportView {
    /// The export in a language.
    pub(super) fn of(export: Export, locale: Locale) -> Self {
        Self {
            id: export.id,
            status: export.status,
            path: export.path,
            format: export.format,
            rows: export.rows,
            bytes: export.bytes,
            problem: export.problem.as_ref().map(|problem| json_in(problem, locale)),
            version: export.version,
            created_at: local(export.created_at),
            updated_at: local(export.updated_at),
        }
    }
}
