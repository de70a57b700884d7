//! The import of units.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use actix_web::{HttpRequest, post, web};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{
    InFile, add_faults_between, check_agency_codes, check_levels, check_scope, fill_in_parents,
    lineages_above, links_of, lock_known_units, units_of,
};
use super::file::{ParsedRow, parse};
use crate::db::Connection;
use crate::features::units::routes::create::create_units;
use crate::features::units::rules::Life;
use crate::features::units::rules::import::{MOST_ROWS, TABLE, anchors};
use crate::http::contract::CompiledContract;
use crate::http::input::Parameters;
use crate::http::upload::ImportForm;
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::official_documents::tables::{Sheet, Table, xlsx};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::state::State;
use crate::operations::tables::{TableFile, header_with_faults, prefers_workbook, row_with_faults, workbook};

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
/// Takes a table, sent raw or as the part `file` of a form: .xlsx, .xls, .ods, or CSV (UTF-8, UTF-16 or windows-1258; comma,
/// semicolon, tab or bar). Above the header may stand a title. The header names the columns by code (`code`, `name`, `kind`,
/// `openedOn`, and where needed `parentCode`, `agencyCode`, `legacyAgencyCode`) or in Vietnamese as the template does. Kinds
/// may be written by their Vietnamese names, days as `31/01/2026`. The parent is named by its code and may stand in the same
/// file. At most 1,000 rows; all are created or none. Try it first with `dryRun=true`: the answer shows every row with its
/// faults, and with `Accept` for .xlsx it is the table itself with the faults beside each row.
#[utoipa::path(params(DryRunParameter),
    request_body(content(
        (String = "text/csv", example = "code,name,kind,parentCode,openedOn\nSNV-HTQT,Phòng Hợp tác quốc tế (mẫu),DIVISION,SNV,2026-01-01\n"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/vnd.ms-excel"), (String = "application/vnd.oasis.opendocument.spreadsheet"),
        (ImportForm = "multipart/form-data"))),
    responses((status = 200, description = "What was imported, or would be", content(
        (UnitImport = "application/json"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::malformed_csv, Code::broken_file, Code::encrypted_file,
        Code::file_too_costly, Code::too_many_rows, Code::table_without_rows, Code::formula_without_value, Code::wrong_columns, Code::unknown_unit, Code::unit_too_deep, Code::duplicate_row,
        Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::unit_code_taken
    ]))))]
#[post("/units/import")]
pub async fn import_units(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    trial: Parameters<DryRunParameter>,
    file: TableFile,
) -> Result<Answer, Problem> {
    let dry_run = trial.0.dry_run == Some(true);
    let operations = request.app_data::<Arc<CompiledContract>>().cloned();
    let new_unit = operations.as_ref().and_then(|all| all.by_id("createUnit"));
    let new_unit = new_unit.ok_or_else(|| Problem::internal("createUnit is not in the document"))?;
    let table = file.read(&state.extractor, TABLE, MOST_ROWS).await?;
    let (mut rows, empty_rows) = (parse(&table, new_unit), table.empty_rows);
    add_faults_between(&mut rows);
    let permit = async |tx: &mut Connection| {
        // A trial shows rows out of reach with their faults instead.
        if dry_run { Ok(()) } else { permit_all(tx, &change, &rows).await }
    };
    let effect = async |tx: &mut Connection| {
        let (rows, created) = import(tx, &change, rows.clone(), dry_run).await?;
        if dry_run && prefers_workbook(&request) {
            return with_faults(&table, &rows, change.locale());
        }
        let view = |row: &ParsedRow| ImportedRow {
            line: row.row.line,
            code: row.row.code.clone().unwrap_or_default(),
            errors: row.faults.iter().map(|fault| fault.to_json(change.locale())).collect(),
        };
        Answer::ok(&UnitImport { dry_run, created, empty_rows, rows: rows.iter().map(view).collect() })
    };
    change.run(permit, effect).await
}

/// The table with the faults of its rows beside them.
fn with_faults(table: &Table, rows: &[ParsedRow], locale: Locale) -> Result<Answer, Problem> {
    let told = table.rows.iter().zip(rows).map(|(row, parsed)| {
        let faults: Vec<_> = parsed.faults.iter().map(|fault| fault.to_json(locale)).collect();
        row_with_faults(row, &faults, TABLE.columns)
    });
    let (title, header) = (TABLE.title.to_owned(), header_with_faults(TABLE.columns));
    let sheet = Sheet { title, header, rows: told.collect() };
    Ok(workbook("don-vi-loi.xlsx", xlsx(&sheet).map_err(Problem::internal)?))
}

/// Refuses the file with every row that hangs under a unit which the caller may not manage.
async fn permit_all(tx: &mut Connection, change: &Change, rows: &[ParsedRow]) -> Result<(), Problem> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.faults.clear();
    }
    let known = lock_known_units(tx, &rows).await?;
    let lineages = lineages_above(tx, &anchors(&links_of(&rows)), &known, change.context.today).await?;
    check_scope(&change.caller.grants, &mut rows, &lineages);
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
    let anchors = anchors(&links_of(&rows));
    let lineages = lineages_above(tx, &anchors, &known, change.context.today).await?;
    if dry_run {
        // Otherwise `permit_all` has refused such rows already.
        check_scope(&change.caller.grants, &mut rows, &lineages);
    }
    check_levels(&mut rows, &anchors, &lineages);
    check_agency_codes(tx, &mut rows).await?;
    let mut units = units_of(&change.context, &rows);
    let good = units.iter().flatten().map(|(unit, _)| (unit.code.clone(), (unit.id, unit.life())));
    let good: HashMap<String, (Uuid, Life)> = good.collect();
    let all: HashSet<String> = rows.iter().filter_map(|row| row.row.code.clone()).collect();
    let in_file = |code: &str| match good.get(code) {
        Some((id, life)) => InFile::Good(*id, *life),
        None if all.contains(code) => InFile::Faulty,
        None => InFile::Absent,
    };
    fill_in_parents(&mut rows, &mut units, &in_file, &known);
    let units: Vec<_> = units.into_iter().flatten().collect();
    let faults: Vec<Violation> = rows.iter().flat_map(|row| row.faults.clone()).collect();
    if faults.is_empty() {
        create_units(tx, &change.context, &units).await?;
        return Ok((rows, units.len()));
    }
    if dry_run { Ok((rows, 0)) } else { Err(Problem::invalid(faults)) }
}
