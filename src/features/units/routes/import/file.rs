//! The CSV file as rows: columns, types and bounds are those of creating a unit.

use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use crate::features::units::routes::create::NewUnit;
use crate::features::units::rules::import::is_code;
use crate::http::contract::Operation;
use crate::http::problem::FaultPlace;
use crate::http::{Code, Problem, Violation};

/// The form of a code, as the document writes it.
const CODE_FORM: &str = "^[A-Z0-9]+([.-][A-Z0-9]+)*$";
/// The most rows a file may have: one transaction writes them well within its tenth of a second.
const MOST_ROWS: usize = 1_000;
/// How much of an unknown column's name is quoted.
const QUOTED_CHARACTERS: usize = 64;
const COLUMNS: [&str; 7] =
    ["code", "name", "kind", "parentCode", "agencyCode", "legacyAgencyCode", "openedOn"];

/// A row, as far as the file alone says.
#[derive(Debug, Clone)]
pub struct ParsedRow {
    /// The line of the file, the header being 1.
    pub line: u64,
    /// The unit's code.
    pub code: String,
    /// The parent's code.
    pub parent_code: Option<String>,
    /// The unit, when nothing is wrong with the row itself; its parent is not filled in.
    pub unit: Option<NewUnit>,
    /// What is wrong with the row.
    pub faults: Vec<Violation>,
}

impl ParsedRow {
    /// A fault in one of the row's columns.
    pub fn fault(&self, column: &str, code: Code) -> Violation {
        Violation::at(format!("/{}/{column}", self.line), code)
    }
}

/// Reads the file. `new_unit` is the operation whose body a row must be.
///
/// # Errors
/// `malformed_csv`; a header with missing or unknown columns; no row or too many.
pub fn parse(text: &str, new_unit: &Operation) -> Result<Vec<ParsedRow>, Problem> {
    let first_line = text.lines().next().unwrap_or_default();
    let delimiter = if first_line.contains(';') { b';' } else { b',' };
    // The reader counts the line of a row before the `\n` of `\r\n`; with one end of line it counts right.
    let text = text.replace("\r\n", "\n");
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| malformed(&error))?.clone();
    check_header(&header)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| malformed(&error))?;
        if rows.len() == MOST_ROWS {
            return Err(wrong_count());
        }
        rows.push(parse_row(&header, &record, new_unit));
    }
    if rows.is_empty() { Err(wrong_count()) } else { Ok(rows) }
}

fn wrong_count() -> Problem {
    Problem::invalid(vec![Violation::at("", Code::wrong_count).with("limit", format!("1…{MOST_ROWS}"))])
}

fn malformed(error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    Problem::new(Code::malformed_csv).with("line", line)
}

/// 422 and not 400: the file is good CSV, only not the table that was asked for.
fn check_header(header: &StringRecord) -> Result<(), Problem> {
    if header.len() > COLUMNS.len() {
        let fault = Violation::at("/1", Code::wrong_count).with("limit", COLUMNS.len());
        return Err(Problem::new(Code::wrong_columns).with_faults(vec![fault]));
    }
    let has = |column: &str| header.iter().any(|name| name == column);
    let missing = ["code", "name", "kind", "openedOn"].into_iter().filter(|column| !has(column));
    let mut faults: Vec<_> =
        missing.map(|column| Violation::at(format!("/1/{column}"), Code::required)).collect();
    let unknown = header.iter().filter(|name| !COLUMNS.contains(name));
    faults.extend(unknown.map(|name| Violation::at(in_header(name), Code::unknown_member)));
    let repeated =
        header.iter().enumerate().filter(|(place, name)| header.iter().take(*place).any(|one| one == *name));
    faults.extend(repeated.map(|(_, name)| Violation::at(in_header(name), Code::repeated_parameter)));
    if faults.is_empty() { Ok(()) } else { Err(Problem::new(Code::wrong_columns).with_faults(faults)) }
}

/// The pointer to a column's name; a name of any length is quoted by its beginning.
fn in_header(name: &str) -> String {
    format!("/1/{}", name.chars().take(QUOTED_CHARACTERS).collect::<String>())
}

fn parse_row(header: &StringRecord, record: &StringRecord, new_unit: &Operation) -> ParsedRow {
    let cells = header.iter().zip(record).map(|(name, cell)| (name, cell.trim()));
    let mut members: Map<String, Value> = cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(name, cell)| (name.to_owned(), cell.into()))
        .collect();
    let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    let parent_code = text(members.remove("parentCode"));
    let code = text(members.get("code").cloned()).unwrap_or_default();
    let line = record.position().map_or(0, csv::Position::line);
    let body = Value::Object(members);
    let mut faults: Vec<_> =
        new_unit.check_body(&body).into_iter().map(|fault| on_line(fault, line)).collect();
    if parent_code.as_deref().is_some_and(|code| !is_code(code)) {
        let pointer = format!("/{line}/parentCode");
        faults.push(Violation::at(pointer, Code::wrong_format).with("expected", CODE_FORM));
    }
    let unit = if faults.is_empty() { serde_json::from_value(body).ok() } else { None };
    ParsedRow { line, code, parent_code, unit, faults }
}

fn on_line(fault: Violation, line: u64) -> Violation {
    let place = match &fault.place {
        FaultPlace::Pointer(pointer) => FaultPlace::Pointer(format!("/{line}{pointer}")),
        other => other.clone(),
    };
    fault.at_place(place)
}
