//! From the rows of a sheet to a table of known columns: a title above, the header by its names, the values in one form.

use std::collections::VecDeque;

use super::header::{Header, names_columns};
use super::table::{Column, SheetRow, Table, TableFault, TableRow};
use super::values::canonical;

/// How many lines above the header may hold a title.
const MOST_TITLE_LINES: usize = 20;

/// Whether rows have a cell for every column, or end with their last cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// As in CSV, where a missing cell is a fault.
    Full,
    /// As in spreadsheets.
    Ragged,
}

/// The rows below a header, one by one, so that a table of any length is never held as a whole.
#[derive(Debug)]
pub struct TableRows<R> {
    rows: R,
    header: Header,
    width: Width,
    columns: &'static [Column],
    /// How many rows there may be, and how many there were.
    most_rows: usize,
    count: usize,
    /// The line of the last row.
    last: u64,
    /// How many rows said nothing so far and were left out; spreadsheets do not say theirs.
    pub empty_rows: usize,
}

impl<R: Iterator<Item = Result<SheetRow, TableFault>>> TableRows<R> {
    /// Finds the header: above it may stand a title. Below it, at most `most_rows` rows may say something.
    ///
    /// # Errors
    /// [`TableFault`] where no line is a header of these columns.
    pub fn begin(
        mut rows: R,
        width: Width,
        columns: &'static [Column],
        ignored: &[&str],
        most_rows: usize,
    ) -> Result<Self, TableFault> {
        let mut above = VecDeque::new();
        let header_row = loop {
            match rows.next().transpose()? {
                Some(row) if row.is_empty() => {}
                Some(row) if names_columns(&row, columns) => break row,
                Some(row) if above.len() < MOST_TITLE_LINES => above.push_back(row),
                // No line names the columns: the first one is judged as if it were to.
                Some(_) | None => match above.pop_front() {
                    Some(row) => break row,
                    None => return Err(TableFault::Empty),
                },
            }
        };
        let header = Header::of(&header_row, columns, ignored)?;
        Ok(Self { rows, header, width, columns, most_rows, count: 0, last: header_row.line, empty_rows: 0 })
    }
}

impl<R: Iterator<Item = Result<SheetRow, TableFault>>> Iterator for TableRows<R> {
    type Item = Result<TableRow, TableFault>;

    /// The next row that says something; a fault where there is none at all, and where there are too many.
    fn next(&mut self) -> Option<Self::Item> {
        let row = self.next_row();
        let is_first = self.count == 0;
        if row.is_some() && self.count == self.most_rows {
            return Some(Err(TableFault::TooManyRows));
        }
        self.count = self.count.saturating_add(1);
        if row.is_none() && is_first { Some(Err(TableFault::Empty)) } else { row }
    }
}

impl<R: Iterator<Item = Result<SheetRow, TableFault>>> TableRows<R> {
    fn next_row(&mut self) -> Option<Result<TableRow, TableFault>> {
        loop {
            let row = match self.rows.next()? {
                Ok(row) => row,
                Err(fault) => return Some(Err(fault)),
            };
            if row.line <= self.last {
                return Some(Err(TableFault::Disordered));
            }
            self.last = row.line;
            if row.is_empty() {
                self.empty_rows = self.empty_rows.saturating_add(1);
            } else if self.count > 0 || !names_columns(&row, self.columns) {
                return Some(table_row(&row, &self.header, self.width));
            }
            // Else a second header, in codes below names or the other way round.
        }
    }
}

/// Reads a table of at most `most_rows` rows that say something.
///
/// # Errors
/// [`TableFault`] with the line.
pub fn assemble(
    rows: impl Iterator<Item = Result<SheetRow, TableFault>>,
    width: Width,
    columns: &'static [Column],
    ignored: &[&str],
    most_rows: usize,
) -> Result<Table, TableFault> {
    let mut below = TableRows::begin(rows, width, columns, ignored, most_rows)?;
    let rows = below.by_ref().collect::<Result<_, _>>()?;
    Ok(Table { rows, empty_rows: below.empty_rows })
}

fn table_row(row: &SheetRow, header: &Header, width: Width) -> Result<TableRow, TableFault> {
    let is_short = width == Width::Full && row.cells.len() < header.width;
    let is_long = row.cells.iter().skip(header.width).any(|cell| !cell.is_empty());
    if is_short || is_long {
        return Err(TableFault::Malformed { line: row.line });
    }
    let cells = header.columns().filter_map(|(place, column)| {
        let cell = row.cells.get(place).filter(|cell| !cell.is_empty())?;
        Some((column.code, canonical(cell, column.values)))
    });
    let errors = header.columns().filter(|(place, _)| row.errors.contains(place));
    Ok(TableRow {
        line: row.line,
        cells: cells.collect(),
        errors: errors.map(|(_, column)| column.code).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::Values;
    use super::*;

    const COLUMNS: &[Column] = &[column("a"), column("b")];

    const fn column(code: &'static str) -> Column {
        Column { code, name: code, aliases: &[], is_required: true, values: Values::Text }
    }

    fn read(lines: &[u64]) -> Result<Table, TableFault> {
        let row = |(place, line): (usize, &u64)| {
            let cells = if place == 0 { ["a", "b"] } else { ["x", "y"] };
            Ok(SheetRow { line: *line, cells: cells.map(str::to_owned).into(), errors: Vec::new() })
        };
        assemble(lines.iter().enumerate().map(row), Width::Ragged, COLUMNS, &[], 10)
    }

    #[test]
    fn rows_stand_one_below_the_other() {
        assert_eq!(read(&[1, 2, 5]).map(|table| table.rows.len()), Ok(2));
        for lines in [[1, 2, 2], [1, 3, 2], [3, 3, 4]] {
            assert_eq!(read(&lines), Err(TableFault::Disordered), "{lines:?}");
        }
    }
}
