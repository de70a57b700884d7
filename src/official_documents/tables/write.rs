//! Tables that offices take out: .xlsx with real numbers and days, a header that stays in sight and filters; CSV for
//! everything else.

use chrono::{DateTime, FixedOffset, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::values::is_like_formula;

/// The most characters that a cell of a spreadsheet has room for.
const MOST_LETTERS: usize = 32_767;
/// The widest column, in pixels.
const WIDEST: u32 = 420;
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
    let mut book = Workbook::new();
    write_sheet(book.add_worksheet(), table)?;
    Ok(book.save_to_buffer()?)
}

/// Writes a table into an empty sheet.
///
/// # Errors
/// It does not fit.
pub fn write_sheet(sheet: &mut Worksheet, table: &Sheet) -> Result<(), UnwrittenTable> {
    let looks = Looks::new();
    let title: String = table.title.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(31).collect();
    sheet.set_name(&title)?;
    for (column, name) in (0_u16..).zip(&table.header) {
        sheet.write_string_with_format(0, column, name, &looks.header)?;
    }
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (column, value) in (0_u16..).zip(row) {
            write_value(sheet, (line, column), value, &looks)?;
        }
    }
    let last_line = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if let Some(last_column) = u16::try_from(table.header.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last_line, last_column)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST);
    sheet.autofit();
    // On paper, as wide as a page, with the header on each.
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
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
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(&table.header)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(text_of))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}

fn text_of(value: &SheetValue) -> String {
    match value {
        SheetValue::Empty => String::new(),
        SheetValue::Text(text) if is_like_formula(text) => format!("'{text}"),
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
