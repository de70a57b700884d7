//! Units of a table of any length: checked with each other while the file is read, with the database before they are
//! written, and once more when they are.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::checks::{
    InFile, check_agency_codes, check_levels, check_scope, describe, fill_in_parents, lineages_above,
    lock_known_units, units_of,
};
use super::file::{ParsedRow, parse_row};
use crate::db::Connection;
use crate::features::units::routes::create::create_units;
use crate::features::units::rules::import::{Ancestry, Anchor, Row, TABLE, ancestries, faults_between};
use crate::features::units::rules::{Life, UnitContent};
use crate::features::units::store::Unit;
use crate::http::contract::{CompiledContract, Operation};
use crate::http::{Problem, Violation};
use crate::official_documents::tables::{ImportTable, TableRow};
use crate::operations::imports::{FaultyRow, ImportedRows, Importer, OrderedRow, WrittenRow};

/// The units of a file.
pub struct UnitRows {
    /// The operation whose body a row must be.
    new_unit: Arc<Operation>,
    rows: Vec<Row>,
    /// The index of each code's row.
    by_code: HashMap<String, usize>,
    ancestries: Vec<Ancestry>,
}

impl ImportedRows for UnitRows {
    const TABLE: ImportTable = TABLE;

    fn begin(contract: &CompiledContract) -> Result<Self, Problem> {
        let new_unit = contract.by_id("createUnit").cloned();
        let new_unit = new_unit.ok_or_else(|| Problem::internal("createUnit is not in the document"))?;
        Ok(Self { new_unit, rows: Vec::new(), by_code: HashMap::new(), ancestries: Vec::new() })
    }

    fn take(&mut self, row: &TableRow) -> Vec<Violation> {
        let ParsedRow { row, faults, .. } = parse_row(row, &self.new_unit);
        if let Some(code) = &row.code {
            self.by_code.insert(code.clone(), self.rows.len());
        }
        self.rows.push(row);
        faults
    }

    fn order(&mut self) -> Vec<OrderedRow> {
        let mut faults: HashMap<usize, Vec<Violation>> = HashMap::new();
        self.ancestries = ancestries(&self.rows);
        for (index, fault) in faults_between(&self.rows, &self.ancestries) {
            let row = self.rows.get(index);
            faults.entry(index).or_default().extend(row.map(|row| describe(row, fault)));
        }
        let ordered = self.rows.iter().zip(&self.ancestries).enumerate().map(|(index, (row, ancestry))| {
            let step = if let Ancestry::Rooted { depth, .. } = ancestry { *depth } else { 0 };
            OrderedRow { line: row.line, step, faults: faults.remove(&index).unwrap_or_default() }
        });
        ordered.filter(|row| row.step > 0 || !row.faults.is_empty()).collect()
    }

    async fn check(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<FaultyRow>, Problem> {
        let rows = self.judge(tx, importer, rows).await?.into_iter().map(|(row, _)| row);
        let faulty = rows.filter(|row| !row.faults.is_empty());
        Ok(faulty.map(|row| FaultyRow { line: row.row.line, faults: row.faults }).collect())
    }

    async fn write(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<WrittenRow>, Problem> {
        let (mut units, mut written) = (Vec::new(), Vec::new());
        for (row, unit) in self.judge(tx, importer, rows).await? {
            let line = row.row.line;
            match unit {
                Some(unit) if row.faults.is_empty() => {
                    written.push((line, Ok(unit.0.id)));
                    units.push(unit);
                }
                _ => written.push((line, Err(row.faults))),
            }
        }
        create_units(tx, &importer.context, &units).await?;
        Ok(written)
    }
}

/// A row with its unit, where the row says one.
type JudgedRow = (ParsedRow, Option<(Unit, UnitContent)>);

impl UnitRows {
    /// The units of some rows, with what the database says against them. The faults that the rows have by themselves were
    /// told when they were taken in.
    async fn judge(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<JudgedRow>, Problem> {
        let mut rows: Vec<ParsedRow> = rows.iter().map(|row| parse_row(row, &self.new_unit)).collect();
        for row in &mut rows {
            row.faults.clear();
        }
        let known = lock_known_units(tx, &rows).await?;
        let anchors: Vec<Anchor> = rows.iter().map(|row| self.anchor(&row.row)).collect();
        let lineages = lineages_above(tx, &anchors, &known, importer.context.today).await?;
        check_scope(&importer.grants, &mut rows, &lineages);
        check_levels(&mut rows, &anchors, &lineages);
        check_agency_codes(tx, &mut rows).await?;
        let mut units = units_of(&importer.context, &rows);
        fill_in_parents(&mut rows, &mut units, &|code| self.parent_in_file(code), &known);
        Ok(rows.into_iter().zip(units).collect())
    }

    /// Where a row hangs in the end; under its parent, as long as no file was read.
    fn anchor(&self, row: &Row) -> Anchor {
        let index = row.code.as_ref().and_then(|code| self.by_code.get(code));
        match index.and_then(|index| self.ancestries.get(*index)) {
            Some(ancestry) => Anchor::of(*ancestry, &self.rows),
            None => Anchor { outer: row.parent_code.clone(), rows_between: 0 },
        }
    }

    /// A unit of the file that is not written yet: its id is not known, but its days are.
    fn parent_in_file(&self, code: &str) -> InFile {
        let Some(row) = self.by_code.get(code).and_then(|index| self.rows.get(*index)) else {
            return InFile::Absent;
        };
        match row.opened_on {
            Some(opened_on) => InFile::Good(Uuid::nil(), Life { opened_on, closed_on: None }),
            None => InFile::Faulty,
        }
    }
}
