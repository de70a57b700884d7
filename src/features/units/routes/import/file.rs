//! The table as rows: columns, types and bounds are those of creating a unit.

use serde_json::{Map, Value};

use crate::features::units::routes::create::NewUnit;
use crate::features::units::rules::import::{Row, is_code};
use crate::http::contract::Operation;
use crate::http::problem::FaultPlace;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::{Table, TableFault, TableRow, read_csv};

/// The form of a code, as the document writes it.
const CODE_FORM: &str = "^[A-Z0-9]+([.-][A-Z0-9]+)*$";
/// The most rows a file may have: one transaction writes them well within its tenth of a second.
const MOST_ROWS: usize = 1_000;
/// How much of an unknown column's name is quoted.
const QUOTED_CHARACTERS: usize = 64;
const COLUMNS: [&str; 7] =
    ["code", "name", "kind", "parentCode", "agencyCode", "legacyAgencyCode", "openedOn"];
const REQUIRED_COLUMNS: [&str; 4] = ["code", "name", "kind", "openedOn"];

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
        Violation::at(format!("/{}/{column}", self.row.line), code)
    }
}

/// Reads the file; answers with its rows and how many empty ones were left out. `new_unit` is the operation whose body a
/// row must be.
///
/// # Errors
/// `malformed_csv`; a header with missing or unknown columns; no row or too many.
pub fn parse(text: &str, new_unit: &Operation) -> Result<(Vec<ParsedRow>, usize), Problem> {
    let Table { header, rows, empty_rows } = read_csv(text, MOST_ROWS).map_err(|fault| match fault {
        TableFault::Malformed { line } => Problem::new(Code::malformed_csv).with("line", line),
        TableFault::TooManyRows => wrong_count(),
    })?;
    check_header(&header)?;
    if rows.is_empty() {
        return Err(wrong_count());
    }
    Ok((rows.iter().map(|row| parse_row(&header, row, new_unit)).collect(), empty_rows))
}

fn wrong_count() -> Problem {
    Problem::invalid(vec![Violation::at("", Code::wrong_count).with("limit", format!("1…{MOST_ROWS}"))])
}

/// 422 and not 400: the file is a good table, only not the one that was asked for.
fn check_header(header: &TableRow) -> Result<(), Problem> {
    let (line, names) = (header.line, &header.cells);
    if names.len() > COLUMNS.len() {
        let fault = Violation::at(format!("/{line}"), Code::wrong_count).with("limit", COLUMNS.len());
        return Err(Problem::new(Code::wrong_columns).with_faults(vec![fault]));
    }
    let fault = |name: &str, code: Code| {
        // A name of any length is quoted by its beginning.
        Violation::at(format!("/{line}/{}", name.chars().take(QUOTED_CHARACTERS).collect::<String>()), code)
    };
    let missing = REQUIRED_COLUMNS.iter().filter(|column| !names.iter().any(|name| name == *column));
    let unknown = names.iter().filter(|name| !COLUMNS.contains(&name.as_str()));
    let repeated =
        names.iter().enumerate().filter(|(place, name)| names.iter().take(*place).any(|one| one == *name));
    let mut faults: Vec<_> = missing.map(|column| fault(column, Code::required)).collect();
    faults.extend(unknown.map(|name| fault(name, Code::unknown_member)));
    faults.extend(repeated.map(|(_, name)| fault(name, Code::repeated_parameter)));
    if faults.is_empty() { Ok(()) } else { Err(Problem::new(Code::wrong_columns).with_faults(faults)) }
}

fn parse_row(header: &TableRow, row: &TableRow, new_unit: &Operation) -> ParsedRow {
    let cells = header.cells.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
    let mut members: Map<String, Value> =
        cells.map(|(name, cell)| (name.clone(), cell.as_str().into())).collect();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let parent_code = text(members.shift_remove("parentCode").as_ref());
    let line = row.line;
    let row = Row {
        line,
        code: text(members.get("code")),
        parent_code,
        agency_code: text(members.get("agencyCode")),
        legacy_agency_code: text(members.get("legacyAgencyCode")),
    };
    let body = Value::Object(members);
    let mut faults: Vec<_> =
        new_unit.check_body(&body).into_iter().map(|fault| on_line(fault, line)).collect();
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
