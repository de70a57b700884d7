//! What several of these operations share.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::{HttpRequest, post};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::create::{NewUnit, begin};
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::db::Connection;
use crate::features::units::rules::import::{Row, RowFault, faults_between, is_code, outer_parent};
use crate::features::units::rules::{Content, Life};
use crate::features::units::store::{self, Unit};
use crate::http::contract::CompiledContract;
use crate::http::input::{Parameters, TextFile};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;

use super::file::{ParsedRow, parsed};

/// Whether the file is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ImportParameters {
    /// Answers every row with its faults and creates nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A row of the file and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportedRow {
    /// The line of the file, the header being 1.
    #[schema(minimum = 2, maximum = 1_000_000, example = 2)]
    line: u64,
    /// The unit's code as it stands there.
    #[schema(max_length = 4_194_304, pattern = r"^[^\x00]*$", example = "SNV-HTQT")]
    code: String,
    /// The faults, each with a pointer `/line/column`; empty when the row is good.
    #[schema(max_items = 50, value_type = Vec<Object>, example = json!([]))]
    errors: Vec<Value>,
}

/// What became of an import, or would become of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitImport {
    /// Whether it was only tried.
    #[schema(example = true)]
    dry_run: bool,
    /// How many units were created, or would be: all rows or, when any has a fault, none.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    created: usize,
    /// The rows, in the order of the file.
    #[schema(max_items = 1000)]
    rows: Vec<ImportedRow>,
}

/// Import units
///
/// Takes a CSV file (UTF-8, comma or semicolon) whose header names the columns `code`, `name`, `kind` and
/// `openedOn`, and where needed `parentCode`, `agencyCode` and `legacyAgencyCode`; a parent is named by its code
/// and may stand in the same file. At most 1,000 rows; all are created or none. Try it first with
/// `dryRun=true`: the answer shows every row with its faults.
#[utoipa::path(params(ImportParameters),
    request_body(content = String, content_type = "text/csv",
        example = "code,name,kind,parentCode,openedOn\nSNV-HTQT,Phòng Hợp tác quốc tế (mẫu),DIVISION,SNV,2026-01-01\n"),
    responses((status = 200, body = UnitImport, description = "What was imported, or would be")),
    extensions(("x-problems" = json!([Code::malformed_csv, Code::wrong_columns, Code::unknown_unit, Code::duplicate_row, Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::unit_code_taken]))))]
#[post("/units/import")]
pub async fn import_units(
    request: HttpRequest,
    change: Change,
    parameters: Parameters<ImportParameters>,
    file: TextFile,
) -> Result<Answer, Problem> {
    let dry_run = parameters.0.dry_run.unwrap_or(false);
    let operations = request.app_data::<Arc<CompiledContract>>().cloned();
    let new_unit = operations.as_ref().and_then(|all| all.by_id("createUnit"));
    let new_unit = new_unit.ok_or_else(|| Problem::internal("createUnit is not in the document"))?;
    let mut rows = parsed(&file.0, new_unit)?;
    add_faults_between(&mut rows);

    let permit = async |tx: &mut Connection| {
        if dry_run {
            // A preview shows rows out of reach with their faults instead.
            return Ok(());
        }
        let mut rows = rows.clone();
        for row in &mut rows {
            row.faults.clear();
        }
        let known = known_units(tx, &rows).await?;
        check_scope(tx, &change, &mut rows, &known).await?;
        let forbidden: Vec<Violation> = rows.into_iter().flat_map(|row| row.faults).collect();
        if forbidden.is_empty() { Ok(()) } else { Err(Problem::new(Code::forbidden).with_faults(forbidden)) }
    };
    let effect = async |tx: &mut Connection| {
        let mut rows = rows.clone();
        let known = known_units(tx, &rows).await?;
        if dry_run {
            // Otherwise `permit` has refused such rows already.
            check_scope(tx, &change, &mut rows, &known).await?;
        }
        let units = placed(&change, &mut rows, &known);
        let faults: Vec<Violation> = rows.iter().flat_map(|row| row.faults.clone()).collect();
        if !faults.is_empty() && !dry_run {
            return Err(Problem::invalid(faults));
        }
        let created = if faults.is_empty() { create_all(tx, &change, &units).await? } else { 0 };
        let view = |row: &ParsedRow| ImportedRow {
            line: row.line,
            code: row.code.clone(),
            errors: row.faults.iter().map(|fault| fault.to_json(change.locale())).collect(),
        };
        Answer::ok(&UnitImport { dry_run, created, rows: rows.iter().map(view).collect() })
    };
    change.run(permit, effect).await
}

fn add_faults_between(rows: &mut [ParsedRow]) {
    for (index, fault) in faults_between(&links(rows)) {
        if let Some(row) = rows.get_mut(index) {
            let fault = match fault {
                RowFault::Duplicate { line } => row.fault("code", Code::duplicate_row).with("line", line),
                RowFault::Cycle => row.fault("parentCode", Code::unit_cycle),
            };
            row.faults.push(fault);
        }
    }
}

pub(super) fn links(rows: &[ParsedRow]) -> Vec<Row> {
    let link = |row: &ParsedRow| Row {
        line: row.line,
        code: row.code.clone(),
        parent_code: row.parent_code.clone(),
    };
    rows.iter().map(link).collect()
}

/// The units of all good rows with their parents' ids; what the database knows better becomes a fault of its row.
fn placed(change: &Change, rows: &mut [ParsedRow], known: &HashMap<String, Unit>) -> Vec<(Unit, Content)> {
    let mut units: Vec<Option<(Unit, Content)>> = rows
        .iter()
        .map(|row| row.unit.clone().map(|unit: NewUnit| unit.into_parts(&change.context)))
        .collect();
    let in_file: HashMap<String, (uuid::Uuid, Life)> =
        units.iter().flatten().map(|(unit, _)| (unit.code.clone(), (unit.id, unit.life()))).collect();
    for (row, slot) in rows.iter_mut().zip(&mut units) {
        if known.contains_key(&row.code) {
            row.faults.push(row.fault("code", Code::unit_code_taken));
        }
        let (Some((unit, content)), Some(parent_code)) = (slot.as_mut(), row.parent_code.clone()) else {
            continue;
        };
        let parent = in_file.get(&parent_code).copied();
        match parent.or_else(|| known.get(&parent_code).map(|unit| (unit.id, unit.life()))) {
            Some((_, life)) if !life.covers(&unit.life().days()) => {
                let fault = row.fault("parentCode", Code::unit_parent_not_in_force);
                let fault = fault.with("parentDates", super::written(&life.days()));
                row.faults.push(fault.with("neededDates", super::written(&unit.life().days())));
            }
            Some((id, _)) => content.parent_id = Some(id),
            None => {
                let fault = row.fault("parentCode", Code::unknown_unit).with("unit", &parent_code);
                row.faults.push(fault);
            }
        }
    }
    units.into_iter().flatten().collect()
}

/// Units of the database that the file names; parents among them can't be closed meanwhile.
async fn known_units(tx: &mut Connection, rows: &[ParsedRow]) -> Result<HashMap<String, Unit>, Problem> {
    let named = rows.iter().flat_map(|row| [Some(&row.code), row.parent_code.as_ref()]).flatten();
    let codes: Vec<String> = named.filter(|code| is_code(code)).cloned().collect();
    let units = store::share_by_codes(tx, &codes).await?;
    Ok(units.into_iter().map(|unit| (unit.code.clone(), unit)).collect())
}

/// Every row must hang under a unit that the caller may manage.
async fn check_scope(
    tx: &mut Connection,
    change: &Change,
    rows: &mut [ParsedRow],
    known: &HashMap<String, Unit>,
) -> Result<(), Problem> {
    if allows(&change.caller.grants, Permission::ManageUnits, &[]) {
        return Ok(());
    }
    let links = links(rows);
    let by_code: HashMap<&str, &Row> = links.iter().map(|link| (link.code.as_str(), link)).collect();
    let mut judged: HashMap<Option<&str>, bool> = HashMap::new();
    for (row, link) in rows.iter_mut().zip(&links) {
        let outer = outer_parent(link, &by_code);
        let is_allowed = match judged.get(&outer) {
            Some(known) => *known,
            None => {
                let lineage = match outer.and_then(|code| known.get(code)) {
                    Some(unit) => authorization::lineage(tx, unit.id, change.context.today).await?,
                    None => Vec::new(),
                };
                let is_allowed = allows(&change.caller.grants, Permission::ManageUnits, &lineage);
                judged.insert(outer, is_allowed);
                is_allowed
            }
        };
        if !is_allowed {
            row.faults.push(row.fault("parentCode", Code::forbidden));
        }
    }
    Ok(())
}

async fn create_all(
    tx: &mut Connection,
    change: &Change,
    units: &[(Unit, Content)],
) -> Result<usize, Problem> {
    if !units.is_empty() {
        begin(tx, &change.context, units).await?;
    }
    Ok(units.len())
}
