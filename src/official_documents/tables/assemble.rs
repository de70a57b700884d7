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
    let mut rows = rows.peekable();
    let mut above = VecDeque::new();
    let mut empty_rows: usize = 0;
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
    let mut table = Table { rows: Vec::new(), empty_rows: 0 };
    for row in rows {
        let row = row?;
        if row.is_empty() {
            empty_rows = empty_rows.saturating_add(1);
        } else if table.rows.is_empty() && names_columns(&row, columns) {
            // A second header, in codes below names or the other way round.
        } else if table.rows.len() == most_rows {
            return Err(TableFault::TooManyRows);
        } else {
            table.rows.push(table_row(&row, &header, width)?);
        }
    }
    if table.rows.is_empty() {
        return Err(TableFault::Empty);
    }
    Ok(Table { empty_rows, ..table })
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
