//! The import of units.

use std::sync::Arc;

use actix_web::{HttpRequest, post};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::checks::{add_faults_between, check_agency_codes, check_scope, fill_in_parents, lock_known_units};
use super::file::{ParsedRow, parse};
use crate::db::Connection;
use crate::features::units::routes::create::create_units;
use crate::http::contract::CompiledContract;
use crate::http::input::Parameters;
use crate::http::text_file::TextFile;
use crate::http::upload::ImportForm;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::{Change, DryRunParameter};

/// A row of the file and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportedRow {
    /// The line of the file, the header being 1.
    #[schema(minimum = 2, maximum = 1_000_000, example = 2)]
    line: u64,
    /// The unit's code as it stands there; empty where there is none.
    #[schema(max_length = 4_194_304, pattern = r"^[^\x00]*$", example = "SNV-HTQT")]
    code: String,
    /// The faults, each with a pointer `/line/column`; empty when the row is good.
    #[schema(max_items = 50, value_type = Vec<Object>, example = json!([]))]
    errors: Vec<Value>,
}

/// The result of an import, or of its trial.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitImport {
    /// Whether this was a dry run.
    #[schema(example = true)]
    dry_run: bool,
    /// How many units were created, or would be: all rows or, when any has a fault, none.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    created: usize,
    /// How many empty rows were left out.
    #[schema(format = "count", example = 0)]
    empty_rows: usize,
    /// The rows that are not empty, in the order of the file.
    #[schema(max_items = 1000)]
    rows: Vec<ImportedRow>,
}

/// Import units
///
/// Takes a CSV file (UTF-8; comma, semicolon or tab), sent raw or as the part `file` of a form, whose header names the columns `code`, `name`, `kind` and `openedOn`, and
/// where needed `parentCode`, `agencyCode` and `legacyAgencyCode`. The parent is named by its code and may stand in the same
/// file. At most 1,000 rows; all are created or none. Try it first with `dryRun=true`: the answer shows every row with its
/// faults.
#[utoipa::path(params(DryRunParameter),
    request_body(content(
        (String = "text/csv", example = "code,name,kind,parentCode,openedOn\nSNV-HTQT,Phòng Hợp tác quốc tế (mẫu),DIVISION,SNV,2026-01-01\n"),
        (ImportForm = "multipart/form-data"))),
    responses((status = 200, body = UnitImport, description = "What was imported, or would be")),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::malformed_csv, Code::wrong_columns, Code::unknown_unit, Code::duplicate_row,
        Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::unit_code_taken
    ]))))]
#[post("/units/import")]
pub async fn import_units(
    request: HttpRequest,
    change: Change,
    trial: Parameters<DryRunParameter>,
    file: TextFile,
) -> Result<Answer, Problem> {
    let dry_run = trial.0.dry_run == Some(true);
    let operations = request.app_data::<Arc<CompiledContract>>().cloned();
    let new_unit = operations.as_ref().and_then(|all| all.by_id("createUnit"));
    let new_unit = new_unit.ok_or_else(|| Problem::internal("createUnit is not in the document"))?;
    let (mut rows, empty_rows) = parse(&file.0, new_unit)?;
    add_faults_between(&mut rows);
    let permit = async |tx: &mut Connection| {
        // A trial shows rows out of reach with their faults instead.
        if dry_run { Ok(()) } else { permit_all(tx, &change, &rows).await }
    };
    let effect = async |tx: &mut Connection| {
        let (rows, created) = import(tx, &change, rows.clone(), dry_run).await?;
        let view = |row: &ParsedRow| ImportedRow {
            line: row.row.line,
            code: row.row.code.clone().unwrap_or_default(),
            errors: row.faults.iter().map(|fault| fault.to_json(change.locale())).collect(),
        };
        Answer::ok(&UnitImport { dry_run, created, empty_rows, rows: rows.iter().map(view).collect() })
    };
    change.run(permit, effect).await
}

/// Refuses the file with every row that hangs under a unit which the caller may not manage.
async fn permit_all(tx: &mut Connection, change: &Change, rows: &[ParsedRow]) -> Result<(), Problem> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.faults.clear();
    }
    let known = lock_known_units(tx, &rows).await?;
    check_scope(tx, change, &mut rows, &known).await?;
    let forbidden: Vec<Violation> = rows.into_iter().flat_map(|row| row.faults).collect();
    if forbidden.is_empty() { Ok(()) } else { Err(Problem::new(Code::forbidden).with_faults(forbidden)) }
}

/// Creates the units of all rows where none has a fault; answers with the rows and the number of units.
async fn import(
    tx: &mut Connection,
    change: &Change,
    mut rows: Vec<ParsedRow>,
    dry_run: bool,
) -> Result<(Vec<ParsedRow>, usize), Problem> {
    let known = lock_known_units(tx, &rows).await?;
    if dry_run {
        // Otherwise `permit_all` has refused such rows already.
        check_scope(tx, change, &mut rows, &known).await?;
    }
    check_agency_codes(tx, &mut rows).await?;
    let units = fill_in_parents(&change.context, &mut rows, &known);
    let faults: Vec<Violation> = rows.iter().flat_map(|row| row.faults.clone()).collect();
    if faults.is_empty() {
        create_units(tx, &change.context, &units).await?;
        return Ok((rows, units.len()));
    }
    if dry_run { Ok((rows, 0)) } else { Err(Problem::invalid(faults)) }
}
