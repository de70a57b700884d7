//! A table, whatever file it came in.

/// A row with the line at which it begins, as an editor counts: the first line of the file is 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line.
    pub line: u64,
    /// The cells, without blanks around them.
    pub cells: Vec<String>,
}

impl TableRow {
    /// Whether no cell says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// A header and its rows. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: TableRow,
    /// The rows that say something.
    pub rows: Vec<TableRow>,
    /// How many rows below the header say nothing and were left out.
    pub empty_rows: usize,
}

/// Why a file is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFault {
    /// The file can't be read from this line on, or the line has not the cells of the header.
    Malformed {
        /// The line.
        line: u64,
    },
    /// More rows say something than the table may have.
    TooManyRows,
}
