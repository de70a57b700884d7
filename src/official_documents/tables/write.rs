//! Tables that offices take out: .xlsx with real numbers and days, a header that stays in sight and filters; CSV for
//! everything else.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::values::needs_guard;

/// The most characters that a cell of a spreadsheet has room for.
const MOST_LETTERS: usize = 32_767;
/// The widest column, in letters, and what a column has beside its letters.
const WIDEST: u32 = 60;
const BESIDE_LETTERS: usize = 2;
/// The number by which spreadsheets know the size of paper.
const A4: u8 = 9;
/// What spreadsheets know UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetValue {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
    /// An instant, in the local time that it says.
    Instant(DateTime<FixedOffset>),
}

/// A table with its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it is about, as the sheet is named.
    pub title: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<SheetValue>>,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum UnwrittenTable {
    /// The workbook can't hold it.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// The text can't be put together.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// The table as .xlsx.
///
/// # Errors
/// It does not fit into a sheet.
pub fn xlsx(table: &Sheet) -> Result<Vec<u8>, UnwrittenTable> {
    let mut writer = SheetWriter::begin(&table.title, &table.header, None)?;
    for row in &table.rows {
        writer.write_row(row)?;
    }
    writer.finish()
}

/// A workbook of one sheet, row by row.
pub struct SheetWriter {
    book: Workbook,
    looks: Looks,
    /// How many letters the widest cell of each column has.
    widths: Vec<usize>,
    lines: u32,
}

impl SheetWriter {
    /// Begins with the header. With a folder for what is written so far, a sheet of any length takes little memory; what
    /// stands there has no name and ends with the process.
    ///
    /// # Errors
    /// The header does not fit, or the folder can't be written to.
    pub fn begin(title: &str, header: &[String], scratch: Option<&Path>) -> Result<Self, UnwrittenTable> {
        let mut book = Workbook::new();
        let sheet = match scratch {
            None => book.add_worksheet(),
            Some(folder) => book.set_tempdir(folder)?.add_worksheet_with_constant_memory()?,
        };
        let title: String = title.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(31).collect();
        sheet.set_name(&title)?;
        let looks = Looks::new();
        for (column, name) in (0_u16..).zip(header) {
            sheet.write_string_with_format(0, column, name, &looks.header)?;
        }
        let widths = header.iter().map(|name| name.chars().count()).collect();
        Ok(Self { book, looks, widths, lines: 0 })
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// It does not fit.
    pub fn write_row(&mut self, row: &[SheetValue]) -> Result<(), UnwrittenTable> {
        self.lines = self.lines.saturating_add(1);
        let sheet = self.book.worksheet_from_index(0)?;
        for ((column, width), value) in (0_u16..).zip(&mut self.widths).zip(row) {
            *width = letters_of(value).max(*width);
            write_value(sheet, (self.lines, column), value, &self.looks)?;
        }
        Ok(())
    }

    /// The workbook.
    ///
    /// # Errors
    /// It can't be put together.
    pub fn finish(mut self) -> Result<Vec<u8>, UnwrittenTable> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, letters) in (0_u16..).zip(&self.widths) {
            let width = u32::try_from(letters.saturating_add(BESIDE_LETTERS)).unwrap_or(WIDEST).min(WIDEST);
            sheet.set_column_width(column, width)?;
        }
        if let Some(last) = u16::try_from(self.widths.len()).ok().and_then(|count| count.checked_sub(1)) {
            sheet.autofilter(0, 0, self.lines, last)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        // On paper, as wide as a page, with the header on each.
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(self.book.save_to_buffer()?)
    }
}

fn letters_of(value: &SheetValue) -> usize {
    match value {
        SheetValue::Empty => 0,
        SheetValue::Text(text) => text.chars().count(),
        SheetValue::Number(number) => number.to_string().len(),
        SheetValue::Day(_) => "31/12/2026".len(),
        SheetValue::Instant(_) => "31/12/2026 23:59".len(),
    }
}

struct Looks {
    header: Format,
    day: Format,
    instant: Format,
}

impl Looks {
    fn new() -> Self {
        let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            header: header.set_background_color(Color::RGB(0x00DC_E6F1)).set_border(FormatBorder::Thin),
            day: Format::new().set_num_format("dd/mm/yyyy"),
            instant: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
        }
    }
}

/// Text is written as text: a spreadsheet never takes it for a formula.
fn write_value(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    value: &SheetValue,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match value {
        SheetValue::Empty => return Ok(()),
        SheetValue::Text(text) => {
            let text: String = text.chars().take(MOST_LETTERS).collect();
            sheet.write_string(line, column, text)?
        }
        SheetValue::Number(number) => match number.to_f64() {
            Some(number) => sheet.write_number(line, column, number)?,
            None => sheet.write_string(line, column, number.to_string())?,
        },
        SheetValue::Day(day) => sheet.write_datetime_with_format(line, column, day, &looks.day)?,
        SheetValue::Instant(at) => {
            sheet.write_datetime_with_format(line, column, at.naive_local(), &looks.instant)?
        }
    };
    Ok(())
}

/// The table as CSV: UTF-8 with its mark, commas, days as `2026-01-31`, and an apostrophe before text that a spreadsheet
/// would take for a formula.
///
/// # Errors
/// None in practice: the text is written to memory.
pub fn csv(table: &Sheet) -> Result<Vec<u8>, UnwrittenTable> {
    let mut writer = CsvWriter::begin(&table.header)?;
    for row in &table.rows {
        writer.write_row(row)?;
    }
    writer.finish()
}

/// A table as [`csv`], row by row.
pub struct CsvWriter(csv::Writer<Vec<u8>>);

impl CsvWriter {
    /// Begins with the header.
    ///
    /// # Errors
    /// None in practice.
    pub fn begin(header: &[String]) -> Result<Self, UnwrittenTable> {
        let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// Goes on with a table whose header was written before.
    #[must_use]
    pub fn go_on() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// None in practice.
    pub fn write_row(&mut self, row: &[SheetValue]) -> Result<(), UnwrittenTable> {
        Ok(self.0.write_record(row.iter().map(text_of))?)
    }

    /// The text.
    ///
    /// # Errors
    /// None in practice.
    pub fn finish(self) -> Result<Vec<u8>, UnwrittenTable> {
        self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
    }
}

fn text_of(value: &SheetValue) -> String {
    match value {
        SheetValue::Empty => String::new(),
        SheetValue::Text(text) if needs_guard(text) => format!("'{text}"),
        SheetValue::Text(text) => text.clone(),
        SheetValue::Number(number) => number.normalize().to_string(),
        SheetValue::Day(day) => day.to_string(),
        SheetValue::Instant(at) => at.to_rfc3339(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official_documents::extraction::read_spreadsheet;

    fn table() -> Sheet {
        let day = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        Sheet {
            title: "Đơn vị: 2026".to_owned(),
            header: vec!["Tên".to_owned(), "Số".to_owned(), "Ngày".to_owned()],
            rows: vec![
                vec![
                    SheetValue::Text("=1+1".to_owned()),
                    SheetValue::Number(Decimal::new(125, 2)),
                    SheetValue::Day(day),
                ],
                vec![SheetValue::Text("Sở, ban".to_owned()), SheetValue::Empty, SheetValue::Empty],
            ],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut rows = Vec::new();
        read_spreadsheet(&xlsx(&table()).unwrap(), &mut |row| {
            rows.push((row.line, row.cells));
            true
        })
        .unwrap();
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            rows,
            [
                (1, cells(&["Tên", "Số", "Ngày"])),
                (2, cells(&["=1+1", "1.25", "2026-01-31"])),
                (3, cells(&["Sở, ban"])),
            ]
        );
        let text = String::from_utf8(csv(&table()).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}Tên,Số,Ngày\n'=1+1,1.25,2026-01-31\n\"Sở, ban\",,\n");
    }
}
