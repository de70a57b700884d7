//! A table, whatever file it came in.

use serde::{Deserialize, Serialize};

/// A row of a sheet as it stands there, with the line at which it begins, as an editor or a spreadsheet counts: the first
/// line is 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// The line.
    pub line: u64,
    /// The cells, without blanks around them: days as `2026-01-31`, numbers with a point.
    pub cells: Vec<String>,
    /// The places of cells whose formula has no value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<usize>,
}

impl SheetRow {
    /// Whether no cell says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.cells.iter().all(String::is_empty)
    }

    /// Writes a cell, unless it stands behind the last column that is looked at.
    pub fn set(&mut self, column: usize, most_columns: usize, text: String) {
        if column < most_columns && !text.is_empty() {
            if self.cells.len() <= column {
                self.cells.resize(column.saturating_add(1), String::new());
            }
            if let Some(cell) = self.cells.get_mut(column) {
                *cell = text;
            }
        }
    }

    /// Notes a cell whose formula has no value.
    pub fn set_error(&mut self, column: usize, most_columns: usize) {
        if column < most_columns {
            self.errors.push(column);
        }
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Text as it stands.
    Text,
    /// Days: `31/01/2026`, `2026-01-31` or a day of a spreadsheet.
    Days,
    /// Numbers with a decimal comma or point.
    Decimals,
    /// One of these words, each with its code.
    Choice(&'static [(&'static str, &'static str)]),
}

/// A column that an import knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its code, which is the member's name in JSON.
    pub code: &'static str,
    /// Its Vietnamese name, which exports and templates write.
    pub name: &'static str,
    /// Other names by which it is known.
    pub aliases: &'static [&'static str],
    /// Whether every row must say it.
    pub is_required: bool,
    /// What its cells are.
    pub values: Values,
}

impl Column {
    /// A column by its code, its name, other names, whether every row must say it, and what its cells are.
    #[must_use]
    pub const fn new(
        code: &'static str,
        name: &'static str,
        aliases: &'static [&'static str],
        is_required: bool,
        values: Values,
    ) -> Self {
        Self { code, name, aliases, is_required, values }
    }

    /// The words to choose from: the first one for each code.
    #[must_use]
    pub fn choices(&self) -> Vec<&'static str> {
        let Values::Choice(words) = self.values else { return Vec::new() };
        let is_first =
            |place: usize, code: &str| words.iter().position(|(_, own)| *own == code) == Some(place);
        let first = words.iter().enumerate().filter(|(place, (_, code))| is_first(*place, code));
        first.map(|(_, (word, _))| *word).collect()
    }
}

/// The table that an import takes.
#[derive(Debug, Clone, Copy)]
pub struct ImportTable {
    /// The name of its file, without the ending.
    pub file: &'static str,
    /// What it is about, as the sheet is named.
    pub title: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Columns that it may have beside these, which are passed over.
    pub ignored: &'static [&'static str],
}

/// A row with a cell for every column of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line.
    pub line: u64,
    /// The cells by the code of their column, in the order of the header; empty ones are left out.
    pub cells: Vec<(&'static str, String)>,
    /// The columns whose formula has no value.
    pub errors: Vec<&'static str>,
}

/// A header and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The rows that say something.
    pub rows: Vec<TableRow>,
    /// How many rows below the header say nothing and were left out; spreadsheets do not say theirs.
    pub empty_rows: usize,
}

/// Why a file is no table of these columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// The file can't be read from this line on, or the line has more cells than the header.
    Malformed {
        /// The line.
        line: u64,
    },
    /// A row stands behind one that is further down.
    Disordered,
    /// Nothing is in the file, or only a header.
    Empty,
    /// More rows say something than the table may have.
    TooManyRows,
    /// The header does not name the columns.
    Columns {
        /// The line of the header.
        line: u64,
        /// What is wrong with it.
        faults: Vec<HeaderFault>,
    },
}

/// What is wrong with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderFault {
    /// A required column is missing.
    Missing(&'static str),
    /// No column has this name.
    Unknown(String),
    /// A column is named twice.
    Repeated(&'static str),
}
