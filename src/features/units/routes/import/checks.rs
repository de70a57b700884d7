//! Checks of the rows of an import, with each other and with the database.

use std::collections::HashMap;

use uuid::Uuid;

use super::file::ParsedRow;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::units::routes::create::NewUnit;
use crate::features::units::routes::parents::format_days;
use crate::features::units::rules::import::{Row, RowFault, faults_between, is_code, outer_parent};
use crate::features::units::rules::{Life, UnitContent};
use crate::features::units::store::{self, AgencyCodes, Unit};
use crate::http::{Code, Problem};
use crate::operations::change::Change;

/// Adds the faults between rows: a code that stands twice, a unit below itself.
pub(super) fn add_faults_between(rows: &mut [ParsedRow]) {
    for (index, fault) in faults_between(&links_of(rows)) {
        if let Some(row) = rows.get_mut(index) {
            let fault = match fault {
                RowFault::Duplicate { column, line } => {
                    row.fault(column, Code::duplicate_row).with("line", line)
                }
                RowFault::Cycle => row.fault("parentCode", Code::unit_cycle),
            };
            row.faults.push(fault);
        }
    }
}

fn links_of(rows: &[ParsedRow]) -> Vec<Row> {
    rows.iter().map(|row| row.row.clone()).collect()
}

/// Adds the faults of agency codes that other units have while the new ones exist.
pub(super) async fn check_agency_codes(tx: &mut Connection, rows: &mut [ParsedRow]) -> Result<(), Problem> {
    let codes = rows.iter().filter_map(|row| row.unit.as_ref());
    let codes: Vec<String> =
        codes.flat_map(|unit| [&unit.agency_code, &unit.legacy_agency_code]).flatten().cloned().collect();
    if codes.is_empty() {
        return Ok(());
    }
    let taken = store::list_agency_codes(tx, &codes).await?;
    for row in rows {
        let Some(unit) = &row.unit else { continue };
        let is_there = |other: &&AgencyCodes| other.ends_before.is_none_or(|end| end > unit.opened_on);
        let is_taken = |code: &Option<String>, of: fn(&AgencyCodes) -> &Option<String>| {
            code.is_some() && taken.iter().filter(is_there).any(|other| of(other) == code)
        };
        let mut faults = Vec::new();
        if is_taken(&unit.agency_code, |codes| &codes.agency_code) {
            faults.push(row.fault("agencyCode", Code::unit_agency_code_taken));
        }
        if is_taken(&unit.legacy_agency_code, |codes| &codes.legacy_agency_code) {
            faults.push(row.fault("legacyAgencyCode", Code::unit_legacy_agency_code_taken));
        }
        row.faults.extend(faults);
    }
    Ok(())
}

/// The units of all good rows with their parents' ids; what the database knows better becomes a fault of its row.
pub(super) fn fill_in_parents(
    context: &ChangeContext,
    rows: &mut [ParsedRow],
    known: &HashMap<String, Unit>,
) -> Vec<(Unit, UnitContent)> {
    let mut units: Vec<Option<(Unit, UnitContent)>> =
        rows.iter().map(|row| row.unit.clone().map(|unit: NewUnit| unit.into_parts(context))).collect();
    let in_file: HashMap<String, (Uuid, Life)> =
        units.iter().flatten().map(|(unit, _)| (unit.code.clone(), (unit.id, unit.life()))).collect();
    for (row, slot) in rows.iter_mut().zip(&mut units) {
        if row.row.code.as_ref().is_some_and(|code| known.contains_key(code)) {
            row.faults.push(row.fault("code", Code::unit_code_taken));
        }
        let (Some((unit, content)), Some(parent_code)) = (slot.as_mut(), row.row.parent_code.clone()) else {
            continue;
        };
        let parent = in_file.get(&parent_code).copied();
        match parent.or_else(|| known.get(&parent_code).map(|unit| (unit.id, unit.life()))) {
            Some((_, life)) if !life.covers(&unit.life().days()) => {
                let fault = row.fault("parentCode", Code::unit_parent_not_in_force);
                let fault = fault.with("parentDates", format_days(&life.days()));
                row.faults.push(fault.with("neededDates", format_days(&unit.life().days())));
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

/// Units of the database that the file names; they can't be closed meanwhile.
pub(super) async fn lock_known_units(
    tx: &mut Connection,
    rows: &[ParsedRow],
) -> Result<HashMap<String, Unit>, Problem> {
    let codes = rows.iter().flat_map(|row| [&row.row.code, &row.row.parent_code]).flatten();
    let codes: Vec<String> = codes.filter(|code| is_code(code)).cloned().collect();
    let units = store::lock_shared_by_codes(tx, &codes).await?;
    Ok(units.into_iter().map(|unit| (unit.code.clone(), unit)).collect())
}

/// Every row must hang under a unit that the caller may manage.
pub(super) async fn check_scope(
    tx: &mut Connection,
    change: &Change,
    rows: &mut [ParsedRow],
    known: &HashMap<String, Unit>,
) -> Result<(), Problem> {
    if allows(&change.caller.grants, Permission::ManageUnits, &[]) {
        return Ok(());
    }
    let links = links_of(rows);
    let by_code: HashMap<&str, &Row> =
        links.iter().filter_map(|link| Some((link.code.as_deref()?, link))).collect();
    let mut verdicts: HashMap<Option<&str>, bool> = HashMap::new();
    for (row, link) in rows.iter_mut().zip(&links) {
        let outer = outer_parent(link, &by_code);
        let is_allowed = match verdicts.get(&outer) {
            Some(known) => *known,
            None => {
                let lineage = match outer.and_then(|code| known.get(code)) {
                    Some(unit) => authorization::lineage(tx, unit.id, change.context.today).await?,
                    None => Vec::new(),
                };
                let is_allowed = allows(&change.caller.grants, Permission::ManageUnits, &lineage);
                verdicts.insert(outer, is_allowed);
                is_allowed
            }
        };
        if !is_allowed {
            row.faults.push(row.fault("parentCode", Code::forbidden));
        }
    }
    Ok(())
}
