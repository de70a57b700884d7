//! Checks of the rows of an import, with each other and with the database.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::file::{ParsedRow, row_fault};
use crate::auth::policy::{Grant, Permission, allows};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::units::routes::create::NewUnit;
use crate::features::units::routes::parents::format_days;
use crate::features::units::rules::import::{Anchor, Row, RowFault, ancestries, faults_between, is_code};
use crate::features::units::rules::{Life, MOST_LEVELS, UnitContent};
use crate::features::units::store::{self, AgencyCodes, Unit};
use crate::http::{Code, Problem, Violation};

/// Adds the faults between rows: a code that stands twice, a unit below itself.
pub(super) fn add_faults_between(rows: &mut [ParsedRow]) {
    let links = links_of(rows);
    for (index, fault) in faults_between(&links, &ancestries(&links)) {
        if let Some(row) = rows.get_mut(index) {
            row.faults.push(describe(&row.row, fault));
        }
    }
}

/// A fault between rows, as it is told.
pub(super) fn describe(row: &Row, fault: RowFault) -> Violation {
    match fault {
        RowFault::Duplicate { column, line } => {
            row_fault(row, column, Code::duplicate_row).with("line", line)
        }
        RowFault::Cycle => row_fault(row, "parentCode", Code::unit_cycle),
    }
}

pub(super) fn links_of(rows: &[ParsedRow]) -> Vec<Row> {
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

/// The units of all good rows, without their parents' ids.
pub(super) fn units_of(context: &ChangeContext, rows: &[ParsedRow]) -> Vec<Option<(Unit, UnitContent)>> {
    rows.iter().map(|row| row.unit.clone().map(|unit: NewUnit| unit.into_parts(context))).collect()
}

/// What a file says of a unit that another of its rows names as the unit above.
pub(super) enum InFile {
    /// It stands in it, with this id and these days.
    Good(Uuid, Life),
    /// It stands in it, and its row has faults.
    Faulty,
    /// It does not stand in it.
    Absent,
}

/// Fills in the ids of parents, which stand in the file or in the database; what is wrong with them, and a code that the
/// database knows, become faults of their rows.
pub(super) fn fill_in_parents(
    rows: &mut [ParsedRow],
    units: &mut [Option<(Unit, UnitContent)>],
    in_file: &impl Fn(&str) -> InFile,
    known: &HashMap<String, Unit>,
) {
    for (row, slot) in rows.iter_mut().zip(units) {
        if row.row.code.as_ref().is_some_and(|code| known.contains_key(code)) {
            row.faults.push(row.fault("code", Code::unit_code_taken));
        }
        let (Some((unit, content)), Some(parent_code)) = (slot.as_mut(), row.row.parent_code.clone()) else {
            continue;
        };
        let parent = match in_file(&parent_code) {
            InFile::Good(id, life) => Some((id, life)),
            // Told at its own row.
            InFile::Faulty => continue,
            InFile::Absent => known.get(&parent_code).map(|unit| (unit.id, unit.life())),
        };
        match parent {
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

/// For each row the units of the database above it, from the nearest one upwards.
pub(super) async fn lineages_above(
    tx: &mut Connection,
    anchors: &[Anchor],
    known: &HashMap<String, Unit>,
    today: NaiveDate,
) -> Result<Vec<Vec<Uuid>>, Problem> {
    let outer_of = |anchor: &Anchor| Some(known.get(anchor.outer.as_deref()?)?.id);
    let outer: HashSet<Uuid> = anchors.iter().filter_map(outer_of).collect();
    let lineages = authorization::lineages(tx, &Vec::from_iter(outer), today).await?;
    let above = |anchor| outer_of(anchor).and_then(|id| lineages.get(&id)).cloned().unwrap_or_default();
    Ok(anchors.iter().map(above).collect())
}

/// Every row must hang under a unit that the caller may manage.
pub(super) fn check_scope(grants: &[Grant], rows: &mut [ParsedRow], lineages: &[Vec<Uuid>]) {
    for (row, lineage) in rows.iter_mut().zip(lineages) {
        if !allows(grants, Permission::ManageUnits, lineage) {
            row.faults.push(row.fault("parentCode", Code::forbidden));
        }
    }
}

/// No row may hang too low.
pub(super) fn check_levels(rows: &mut [ParsedRow], anchors: &[Anchor], lineages: &[Vec<Uuid>]) {
    for ((row, anchor), lineage) in rows.iter_mut().zip(anchors).zip(lineages) {
        let level = lineage.len().saturating_add(anchor.rows_between).saturating_add(1);
        if level > MOST_LEVELS {
            row.faults.push(row.fault("parentCode", Code::unit_too_deep).with("limit", MOST_LEVELS));
        }
    }
}
