//! Rules of a unit import: rows that name their parents by code, some of them in the same file.

use std::collections::HashMap;

use chrono::NaiveDate;
use indexmap::IndexSet;

use super::model::KIND_WORDS;
use crate::official_documents::tables::{Column, ImportTable, Values};

/// The most rows a file may have: one transaction writes them well within its tenth of a second.
pub const MOST_ROWS: usize = 1_000;

/// The table.
pub static TABLE: ImportTable = ImportTable {
    file: "don-vi",
    title: "Đơn vị",
    columns: &COLUMNS,
    // What a list of units has beside these, so that what was taken out can be brought back in.
    ignored: &["Trạng thái", "Đơn vị cấp trên", "Ngày kết thúc"],
};

/// The columns of the table.
static COLUMNS: [Column; 7] = [
    Column::new("code", "Mã đơn vị", &["Mã", "Unit code"], true, Values::Text),
    Column::new("name", "Tên đơn vị", &["Tên", "Unit name"], true, Values::Text),
    Column::new("kind", "Loại đơn vị", &["Loại", "Unit kind"], true, Values::Choice(KIND_WORDS)),
    Column::new("parentCode", "Mã đơn vị cấp trên", &["Mã cấp trên", "Parent code"], false, Values::Text),
    Column::new("agencyCode", "Mã định danh", &["Mã định danh điện tử", "Agency code"], false, Values::Text),
    Column::new("legacyAgencyCode", "Mã định danh cũ", &["Legacy agency code"], false, Values::Text),
    Column::new("openedOn", "Ngày bắt đầu", &["Ngày thành lập", "Opened on"], true, Values::Days),
];

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
    /// The unit's first day.
    pub opened_on: Option<NaiveDate>,
}

/// What stands above a row in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ancestry {
    /// Rows up to one whose parent does not stand in the file.
    Rooted {
        /// How many rows.
        depth: i32,
        /// The index of the topmost row, which may be the row itself.
        root: usize,
    },
    /// Its parents lead back to it.
    InCycle,
    /// Its parents lead to rows whose parents lead back to them.
    BelowCycle,
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

/// The faults between rows with these [`ancestries`], by index of the row.
#[must_use]
pub fn faults_between(rows: &[Row], ancestries: &[Ancestry]) -> Vec<(usize, RowFault)> {
    let mut faults = repeated(rows, "code", |row| row.code.as_deref());
    faults.extend(repeated(rows, "agencyCode", |row| row.agency_code.as_deref()));
    faults.extend(repeated(rows, "legacyAgencyCode", |row| row.legacy_agency_code.as_deref()));
    let cyclic = ancestries.iter().enumerate().filter(|(_, ancestry)| **ancestry == Ancestry::InCycle);
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

/// What stands above each row. Every row is passed once, however deep the file is.
#[must_use]
pub fn ancestries(rows: &[Row]) -> Vec<Ancestry> {
    let by_code: HashMap<&str, usize> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.code.as_deref()?, index))).collect();
    let parent_of = |index: usize| by_code.get(rows.get(index)?.parent_code.as_deref()?).copied();
    let mut known: Vec<Option<Ancestry>> = vec![None; rows.len()];
    for start in 0..rows.len() {
        let (mut path, mut next) = (IndexSet::new(), Some(start));
        let mut above = loop {
            let Some(index) = next else { break None };
            if let Some(Some(ancestry)) = known.get(index) {
                break Some(*ancestry);
            }
            if let (first, false) = path.insert_full(index) {
                path.drain(first..).for_each(|index| set(&mut known, index, Ancestry::InCycle));
                break Some(Ancestry::InCycle);
            }
            next = parent_of(index);
        };
        while let Some(index) = path.pop() {
            let ancestry = match above {
                None => Ancestry::Rooted { depth: 0, root: index },
                Some(Ancestry::Rooted { depth, root }) => {
                    Ancestry::Rooted { depth: depth.saturating_add(1), root }
                }
                Some(Ancestry::InCycle | Ancestry::BelowCycle) => Ancestry::BelowCycle,
            };
            set(&mut known, index, ancestry);
            above = Some(ancestry);
        }
    }
    known.into_iter().map(|ancestry| ancestry.unwrap_or(Ancestry::BelowCycle)).collect()
}

fn set(known: &mut [Option<Ancestry>], index: usize, ancestry: Ancestry) {
    if let Some(slot) = known.get_mut(index) {
        *slot = Some(ancestry);
    }
}

/// Where a row hangs in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The code outside the file under which it hangs; none at the top of the tree, and in a cycle.
    pub outer: Option<String>,
    /// How many rows of the file stand between.
    pub rows_between: usize,
}

impl Anchor {
    /// Where a row with this ancestry hangs.
    #[must_use]
    pub fn of(ancestry: Ancestry, rows: &[Row]) -> Self {
        match ancestry {
            Ancestry::Rooted { depth, root } => Self {
                outer: rows.get(root).and_then(|row| row.parent_code.clone()),
                rows_between: usize::try_from(depth).unwrap_or(0),
            },
            Ancestry::InCycle | Ancestry::BelowCycle => Self { outer: None, rows_between: 0 },
        }
    }
}

/// Where each row hangs in the end.
#[must_use]
pub fn anchors(rows: &[Row]) -> Vec<Anchor> {
    ancestries(rows).into_iter().map(|ancestry| Anchor::of(ancestry, rows)).collect()
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
            opened_on: None,
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
            faults_between(&rows, &ancestries(&rows)),
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
        let place =
            |outer: Option<&str>, rows_between| Anchor { outer: outer.map(str::to_owned), rows_between };
        let top = || place(None, 0);
        assert_eq!(anchors(&rows), [place(Some("UBND"), 0), place(Some("UBND"), 1), top(), top(), top()]);
    }

    #[test]
    fn a_row_hangs_below_the_rows_above_it() {
        let rows = rows(&[
            ("A", Some("X")),
            ("B", Some("A")),
            ("C", Some("B")),
            ("D", Some("E")),
            ("E", Some("E")),
            ("F", Some("D")),
        ]);
        let rooted = |depth| Ancestry::Rooted { depth, root: 0 };
        let below = Ancestry::BelowCycle;
        assert_eq!(ancestries(&rows), [rooted(0), rooted(1), rooted(2), below, Ancestry::InCycle, below]);
    }

    #[test]
    fn a_file_that_hangs_in_one_line_is_passed_once() {
        let codes: Vec<String> = (0..200_000).map(|number| number.to_string()).collect();
        let line = codes.iter().zip(codes.iter().skip(1));
        let table: Vec<(&str, Option<&str>)> =
            line.map(|(code, parent)| (code.as_str(), Some(parent.as_str()))).collect();
        let ancestries = ancestries(&rows(&table));
        assert_eq!(ancestries.first(), Some(&Ancestry::Rooted { depth: 199_998, root: 199_998 }));
    }
}
