//! The table as rows: columns, types and bounds are those of creating a unit.

use serde_json::{Map, Value};

use crate::features::units::routes::create::NewUnit;
use crate::features::units::rules::import::{Row, is_code};
use crate::http::contract::Operation;
use crate::http::problem::FaultPlace;
use crate::http::{Code, Violation};
use crate::official_documents::tables::{Table, TableRow};

/// The form of a code, as the document writes it.
const CODE_FORM: &str = "^[A-Z0-9]+([.-][A-Z0-9]+)*$";
/// A row, as far as the file alone says.
#[derive(Debug, Clone)]
pub struct ParsedRow {
    /// What other rows and the database are asked about.
    pub row: Row,
    /// The unit, when nothing is wrong with the row itself; its parent is not filled in.
    pub unit: Option<NewUnit>,
    /// What is wrong with the row.
    pub faults: Vec<Violation>,
}

impl ParsedRow {
    /// A fault in one of the row's columns.
    pub fn fault(&self, column: &str, code: Code) -> Violation {
        row_fault(&self.row, column, code)
    }
}

/// A fault in a column of a row.
pub fn row_fault(row: &Row, column: &str, code: Code) -> Violation {
    Violation::at(format!("/{}/{column}", row.line), code)
}

/// The rows of a table as units. `new_unit` is the operation whose body a row must be.
pub fn parse(table: &Table, new_unit: &Operation) -> Vec<ParsedRow> {
    table.rows.iter().map(|row| parse_row(row, new_unit)).collect()
}

/// A row of a table as a unit.
pub fn parse_row(row: &TableRow, new_unit: &Operation) -> ParsedRow {
    let mut members: Map<String, Value> =
        row.cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.as_str().into())).collect();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let parent_code = text(members.shift_remove("parentCode").as_ref());
    let line = row.line;
    let broken = row
        .errors
        .iter()
        .map(|column| Violation::at(format!("/{line}/{column}"), Code::formula_without_value));
    let mut faults: Vec<_> = broken.collect();
    let row = Row {
        line,
        code: text(members.get("code")),
        parent_code,
        agency_code: text(members.get("agencyCode")),
        legacy_agency_code: text(members.get("legacyAgencyCode")),
        opened_on: text(members.get("openedOn")).and_then(|day| day.parse().ok()),
    };
    let body = Value::Object(members);
    faults.extend(new_unit.check_body(&body).into_iter().map(|fault| on_line(fault, line)));
    if row.parent_code.as_deref().is_some_and(|code| !is_code(code)) {
        faults.push(Violation::at(format!("/{line}/parentCode"), Code::wrong_format).expecting(CODE_FORM));
    }
    let unit = if faults.is_empty() { serde_json::from_value(body).ok() } else { None };
    ParsedRow { row, unit, faults }
}

fn on_line(fault: Violation, line: u64) -> Violation {
    let place = match &fault.place {
        FaultPlace::Pointer(pointer) => FaultPlace::Pointer(format!("/{line}{pointer}")),
        other => other.clone(),
    };
    fault.at_place(place)
}
