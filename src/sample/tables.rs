//! An import that waits to be committed, and an export that was made: what an administrator tries tables with.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::ids::{id, on};
use super::users::ADMIN;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::exports::rules::{ExportFormat, ExportStatus};
use crate::features::exports::store::{self as exports, Export};
use crate::features::imports::rules::{ImportKind, ImportStatus};
use crate::features::imports::store::{self as imports, Import, ImportRow};
use crate::http::Problem;
use crate::record::{Occurrence, record_change};

/// The last parts of their ids.
const IMPORT: u128 = 0x2800;
const TABLE: u128 = 0x2801;
const EXPORT: u128 = 0x2900;
/// What was uploaded, and what the service made of it.
const UPLOADED: &str = include_str!("tables/don-vi-2026.csv");
const CHECKED: &[u8] = include_bytes!("tables/don-vi-loi.xlsx");
/// What was taken out.
const TAKEN_OUT: &str = include_str!("tables/don-vi.csv");

/// The import and the export, of a moment ago: old ones are removed.
pub async fn create(tx: &mut Connection, at: DateTime<Utc>) -> Result<(), Problem> {
    let context = on(&at.to_rfc3339(), ADMIN)?;
    create_import(tx, &context).await?;
    let export = Export {
        id: id(EXPORT),
        status: ExportStatus::Made,
        path: "/units?q=SNV&kind=DIVISION".to_owned(),
        operation: "listUnits".to_owned(),
        format: ExportFormat::Csv,
        rows: i32::try_from(TAKEN_OUT.lines().count() - 1).map_err(Problem::internal)?,
        bytes: Some(i64::try_from(TAKEN_OUT.len()).map_err(Problem::internal)?),
        problem: None,
        created_by: id(ADMIN),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    exports::create(tx, &export).await?;
    Ok(record_change(tx, &context, Occurrence::ExportStarted, None, &export).await?)
}

async fn create_import(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let row = |line, cells| ImportRow {
        import_id: id(IMPORT),
        line,
        step: i32::from(line > 2),
        cells,
        faults: None,
        thing_id: None,
    };
    let rows = [
        row(
            2,
            json!({"code": "SNV-CNTT", "name": "Phòng Công nghệ thông tin (mẫu)", "kind": "DIVISION", "parentCode": "SNV", "openedOn": "2026-01-01"}),
        ),
        row(
            3,
            json!({"code": "SNV-CNTT-KT", "name": "Tổ Kỹ thuật (mẫu)", "kind": "DIVISION", "parentCode": "SNV-CNTT", "openedOn": "2026-01-01"}),
        ),
    ];
    let import = Import {
        id: id(IMPORT),
        kind: ImportKind::Units,
        status: ImportStatus::Ready,
        file_name: "don-vi-2026.csv".to_owned(),
        bytes: i64::try_from(UPLOADED.len()).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&crypto::sha256(&[UPLOADED.as_bytes()])),
        rows_read: i32::try_from(rows.len()).map_err(Problem::internal)?,
        empty_rows: 0,
        faulty_rows: 0,
        rows_written: 0,
        table_id: Some(id(TABLE)),
        table_bytes: Some(i64::try_from(CHECKED.len()).map_err(Problem::internal)?),
        problem: None,
        created_by: id(ADMIN),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    imports::create(tx, &import).await?;
    imports::create_rows(tx, &rows).await?;
    Ok(record_change(tx, context, Occurrence::ImportStarted, None, &import).await?)
}

/// The bytes of both, by id.
pub const fn stored() -> [(Uuid, &'static [u8]); 2] {
    [(id(TABLE), CHECKED), (id(EXPORT), TAKEN_OUT.as_bytes())]
}
