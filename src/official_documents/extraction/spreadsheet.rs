//! The rows of a spreadsheet's first sheet that says something: .xlsx cell by cell, .xls and .ods as a whole.

use std::io::Cursor;

use calamine::{
    Data, DataRef, DataType, Reader, SheetType, Sheets, Xlsx, open_workbook_auto_from_rs,
    open_workbook_from_rs,
};

use super::fault::ExtractionFault;
use crate::official_documents::tables::SheetRow;

/// The most columns of a row that are looked at.
const MOST_COLUMNS: usize = 256;
/// The most rows of a file that is held in memory as a whole.
const MOST_ROWS_HELD: usize = 20_000;
/// The most characters of a cell that are kept; a spreadsheet has room for no more.
const MOST_LETTERS: usize = 32_767;

/// Gives the rows that say something one after the other to `give`, and stops when it asks no more.
///
/// # Errors
/// The file is no spreadsheet, is damaged, or has more rows than are read.
pub fn read_spreadsheet(bytes: &[u8], give: &mut dyn FnMut(SheetRow) -> bool) -> Result<(), ExtractionFault> {
    if bytes.starts_with(b"PK")
        && let Ok(workbook) = open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes))
    {
        return read_streamed(workbook, give);
    }
    let workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| ExtractionFault::Broken)?;
    read_held(workbook, give)
}

fn read_streamed(
    mut workbook: Xlsx<Cursor<&[u8]>>,
    give: &mut dyn FnMut(SheetRow) -> bool,
) -> Result<(), ExtractionFault> {
    for name in sheets(workbook.sheets_metadata()) {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| ExtractionFault::Broken)?;
        let mut row = SheetRow::default();
        let mut says_something = false;
        while let Some(cell) = cells.next_cell().map_err(|_| ExtractionFault::Broken)? {
            let (line, column) = cell.get_position();
            let line = u64::from(line).saturating_add(1);
            if row.line != line {
                let finished = std::mem::replace(&mut row, SheetRow { line, ..SheetRow::default() });
                says_something |= !finished.is_empty();
                if !finished.is_empty() && !give(finished) {
                    return Ok(());
                }
            }
            add(&mut row, usize::try_from(column).unwrap_or(usize::MAX), cell.get_value());
        }
        says_something |= !row.is_empty();
        if says_something {
            if !row.is_empty() {
                give(row);
            }
            return Ok(());
        }
    }
    Ok(())
}

fn sheets(metadata: &[calamine::Sheet]) -> Vec<String> {
    let tables = metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| sheet.name.clone()).collect()
}

fn read_held(
    mut workbook: Sheets<Cursor<&[u8]>>,
    give: &mut dyn FnMut(SheetRow) -> bool,
) -> Result<(), ExtractionFault> {
    for name in sheets(workbook.sheets_metadata()) {
        let range = workbook.worksheet_range(&name).map_err(|_| ExtractionFault::Broken)?;
        let first = range.start().map_or(0, |(line, _)| line);
        let left = range.start().map_or(0, |(_, column)| usize::try_from(column).unwrap_or(usize::MAX));
        if range.is_empty() {
            continue;
        }
        if range.height() > MOST_ROWS_HELD {
            return Err(ExtractionFault::TooManyRows);
        }
        for (line, cells) in (u64::from(first).saturating_add(1)..).zip(range.rows()) {
            let mut row = SheetRow { line, ..SheetRow::default() };
            for (column, cell) in (left..).zip(cells) {
                add_held(&mut row, column, cell);
            }
            if !row.is_empty() && !give(row) {
                return Ok(());
            }
        }
        return Ok(());
    }
    Ok(())
}

fn add(row: &mut SheetRow, column: usize, cell: &DataRef<'_>) {
    match cell {
        DataRef::Error(_) => row.set_error(column, MOST_COLUMNS),
        DataRef::String(text) => row.set(column, MOST_COLUMNS, clean(text)),
        DataRef::SharedString(text) => row.set(column, MOST_COLUMNS, clean(text)),
        other => row.set(column, MOST_COLUMNS, value(other)),
    }
}

fn add_held(row: &mut SheetRow, column: usize, cell: &Data) {
    match cell {
        Data::Error(_) => row.set_error(column, MOST_COLUMNS),
        Data::String(text) => row.set(column, MOST_COLUMNS, clean(text)),
        other => row.set(column, MOST_COLUMNS, value(other)),
    }
}

/// Numbers without a tail of zeros, days as `2026-01-31`.
fn value(cell: &impl DataType) -> String {
    if cell.is_empty() {
        return String::new();
    }
    if let Some(written) = cell.get_datetime_iso() {
        return written.split('T').next().unwrap_or(written).to_owned();
    }
    if cell.is_datetime() {
        return cell.as_datetime().map(|at| at.date().to_string()).unwrap_or_default();
    }
    if let Some(flag) = cell.get_bool() {
        return flag.to_string();
    }
    match cell.get_float() {
        Some(number) => number.to_string(),
        None => cell.as_string().map(|text| clean(&text)).unwrap_or_default(),
    }
}

fn clean(text: &str) -> String {
    text.trim().chars().take(MOST_LETTERS).collect()
}
