//! Rules of a unit import: rows that name their parents by code, some of them in the same file.

use std::collections::{HashMap, HashSet};

use super::model::KIND_WORDS;
use crate::official_documents::tables::{Column, Values};

/// The most rows a file may have: one transaction writes them well within its tenth of a second.
pub const MOST_ROWS: usize = 1_000;

/// Columns that a list of units has beside these, so that what was taken out can be brought back in.
pub const IGNORED: &[&str] = &["Trạng thái", "Đơn vị cấp trên", "Ngày kết thúc"];

/// The columns of the table.
pub static COLUMNS: [Column; 7] = [
    column("code", "Mã đơn vị", &["Mã", "Unit code"], true, Values::Text),
    column("name", "Tên đơn vị", &["Tên", "Unit name"], true, Values::Text),
    column("kind", "Loại đơn vị", &["Loại", "Unit kind"], true, Values::Choice(KIND_WORDS)),
    column("parentCode", "Mã đơn vị cấp trên", &["Mã cấp trên", "Parent code"], false, Values::Text),
    column("agencyCode", "Mã định danh", &["Mã định danh điện tử", "Agency code"], false, Values::Text),
    column("legacyAgencyCode", "Mã định danh cũ", &["Legacy agency code"], false, Values::Text),
    column("openedOn", "Ngày bắt đầu", &["Ngày thành lập", "Opened on"], true, Values::Days),
];

const fn column(
    code: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    is_required: bool,
    values: Values,
) -> Column {
    Column { code, name, aliases, is_required, values }
}

/// A row of the file, as far as the rules between rows need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, counted from 1 with the header.
    pub line: u64,
    /// The unit's code.
    pub code: Option<String>,
    /// The parent's code.
    pub parent_code: Option<String>,
    /// The unit's agency code.
    pub agency_code: Option<String>,
    /// The unit's old agency code.
    pub legacy_agency_code: Option<String>,
}

/// A fault between rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// The code stands in an earlier line too.
    Duplicate {
        /// The column of the code.
        column: &'static str,
        /// The earlier line.
        line: u64,
    },
    /// The unit would stand below itself.
    Cycle,
}

/// The most characters of a unit's code.
const CODE_MAX: usize = 35;

/// Whether a text has the form of a unit's code: capital letters and digits in groups separated by single `.` or `-`.
#[must_use]
pub fn is_code(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.len() <= CODE_MAX
        && text.split(['.', '-']).all(|part| !part.is_empty() && part.bytes().all(is_letter))
}

/// The faults between rows, by index of the row.
#[must_use]
pub fn faults_between(rows: &[Row]) -> Vec<(usize, RowFault)> {
    let mut faults = repeated(rows, "code", |row| row.code.as_deref());
    faults.extend(repeated(rows, "agencyCode", |row| row.agency_code.as_deref()));
    faults.extend(repeated(rows, "legacyAgencyCode", |row| row.legacy_agency_code.as_deref()));
    let parents: HashMap<&str, &str> =
        rows.iter().filter_map(|row| Some((row.code.as_deref()?, row.parent_code.as_deref()?))).collect();
    let is_cyclic = |row: &Row| row.code.as_deref().is_some_and(|code| leads_to_itself(code, &parents));
    let cyclic = rows.iter().enumerate().filter(|(_, row)| is_cyclic(row));
    faults.extend(cyclic.map(|(index, _)| (index, RowFault::Cycle)));
    faults
}

/// The rows whose value of a column stands in an earlier row, too. All units of a file exist from their first day on, so
/// no two of them can share a code.
fn repeated(
    rows: &[Row],
    column: &'static str,
    value: impl Fn(&Row) -> Option<&str>,
) -> Vec<(usize, RowFault)> {
    let mut first_lines: HashMap<&str, u64> = HashMap::new();
    let mut faults = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(value) = value(row) else { continue };
        match first_lines.get(value) {
            Some(line) => faults.push((index, RowFault::Duplicate { column, line: *line })),
            None => {
                first_lines.insert(value, row.line);
            }
        }
    }
    faults
}

/// The code outside the file under which the row finally hangs; `None` is the top of the tree.
#[must_use]
pub fn outer_parent<'a>(row: &'a Row, rows_by_code: &HashMap<&str, &'a Row>) -> Option<&'a str> {
    let mut seen = HashSet::new();
    let mut parent = row.parent_code.as_deref();
    while let Some(code) = parent {
        match rows_by_code.get(code) {
            Some(inner) if seen.insert(code) => parent = inner.parent_code.as_deref(),
            Some(_) => return None,
            None => return Some(code),
        }
    }
    None
}

fn leads_to_itself(code: &str, parents: &HashMap<&str, &str>) -> bool {
    let mut seen = HashSet::new();
    let mut current = code;
    while let Some(parent) = parents.get(current) {
        if *parent == code {
            return true;
        }
        if !seen.insert(*parent) {
            return false;
        }
        current = parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[(&str, Option<&str>)]) -> Vec<Row> {
        let row = |(line, (code, parent)): (u64, &(&str, Option<&str>))| Row {
            line,
            code: Some((*code).to_owned()),
            parent_code: parent.map(str::to_owned),
            agency_code: None,
            legacy_agency_code: None,
        };
        (2..).zip(table).map(row).collect()
    }

    #[test]
    fn a_code_has_a_form() {
        for (text, expected) in
            [("SNV-VP", true), ("P.1-A", true), ("", false), ("a", false), ("A--B", false), ("A\0", false)]
        {
            assert_eq!(is_code(text), expected, "{text}");
        }
        assert!(!is_code(&"A".repeat(36)));
    }

    #[test]
    fn repeated_codes_and_cycles_are_found() {
        let rows =
            rows(&[("A", Some("C")), ("B", Some("A")), ("C", Some("B")), ("D", Some("A")), ("D", None)]);
        assert_eq!(
            faults_between(&rows),
            [
                (4, RowFault::Duplicate { column: "code", line: 5 }),
                (0, RowFault::Cycle),
                (1, RowFault::Cycle),
                (2, RowFault::Cycle),
            ]
        );
    }

    #[test]
    fn a_row_hangs_under_the_first_code_outside_the_file() {
        let rows =
            rows(&[("A", Some("UBND")), ("B", Some("A")), ("C", None), ("X", Some("Y")), ("Y", Some("X"))]);
        let by_code: HashMap<_, _> = rows.iter().map(|row| (row.code.as_deref().unwrap(), row)).collect();
        let outer: Vec<_> = rows.iter().map(|row| outer_parent(row, &by_code)).collect();
        assert_eq!(outer, [Some("UBND"), Some("UBND"), None, None, None]);
    }
}
