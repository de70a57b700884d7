//! A workbook to fill in: the header of an import, lists to choose from, and a page that explains the columns.

use rust_xlsxwriter::{Color, DataValidation, Format, Workbook, Worksheet};

use super::table::{Column, Values};
use super::write::UnwrittenTable;

/// How many rows below the header take the lists and forms of cells.
const ROWS_TO_FILL: u32 = 1_000;
/// The sheet that holds the lists to choose from.
const CHOICES: &str = "Danh mục";

/// The template of these columns.
///
/// # Errors
/// It does not fit into a workbook.
pub fn template(title: &str, columns: &[Column]) -> Result<Vec<u8>, UnwrittenTable> {
    let mut book = Workbook::new();
    write_columns(book.add_worksheet(), title, columns)?;
    write_guide(book.add_worksheet(), columns)?;
    write_choices(book.add_worksheet(), columns)?;
    Ok(book.save_to_buffer()?)
}

fn write_columns(sheet: &mut Worksheet, title: &str, columns: &[Column]) -> Result<(), UnwrittenTable> {
    sheet.set_name(title)?;
    let header = Format::new().set_bold().set_background_color(Color::RGB(0x00DC_E6F1));
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let text = Format::new().set_num_format("@");
    let mut choices = 0_u16;
    for (place, column) in (0_u16..).zip(columns) {
        let mark = if column.is_required { " (*)" } else { "" };
        sheet.write_string_with_format(0, place, format!("{}{mark}", column.name), &header)?;
        match column.values {
            Values::Days => sheet.set_column_format(place, &day)?,
            Values::Decimals => sheet,
            // Codes keep their zeros.
            Values::Text | Values::Choice(_) => sheet.set_column_format(place, &text)?,
        };
        let listed = column.choices().len();
        if listed > 0 {
            let letter = char::from(b'A'.saturating_add(u8::try_from(choices).unwrap_or(25)));
            let range = format!("='{CHOICES}'!${letter}$2:${letter}${}", listed.saturating_add(1));
            let list = DataValidation::new().allow_list_formula(range.as_str().into());
            sheet.add_data_validation(1, place, ROWS_TO_FILL, place, &list)?;
            choices = choices.saturating_add(1);
        }
        sheet.set_column_width(place, 24)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_guide(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), UnwrittenTable> {
    sheet.set_name("Hướng dẫn")?;
    let header = Format::new().set_bold();
    for (place, name) in (0_u16..).zip(["Cột", "Mã cột", "Bắt buộc", "Cách ghi"]) {
        sheet.write_string_with_format(0, place, name, &header)?;
        sheet.set_column_width(place, if place == 3 { 60 } else { 24 })?;
    }
    for (line, column) in (1_u32..).zip(columns) {
        let form = match column.values {
            Values::Text => "Chữ".to_owned(),
            Values::Days => "Ngày, ví dụ 31/01/2026".to_owned(),
            Values::Decimals => "Số, dấu phẩy trước phần thập phân".to_owned(),
            Values::Choice(_) => format!("Chọn một: {}", column.choices().join("; ")),
        };
        let required = if column.is_required { "Có" } else { "Không" };
        for (place, text) in (0_u16..).zip([column.name, column.code, required, &form]) {
            sheet.write_string(line, place, text)?;
        }
    }
    Ok(())
}

fn write_choices(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), UnwrittenTable> {
    sheet.set_name(CHOICES)?;
    let listed =
        columns.iter().map(|column| (column, column.choices())).filter(|(_, words)| !words.is_empty());
    for (place, (column, words)) in (0_u16..).zip(listed) {
        sheet.write_string(0, place, column.name)?;
        for (line, word) in (1_u32..).zip(words) {
            sheet.write_string(line, place, word)?;
        }
        sheet.set_column_width(place, 40)?;
    }
    Ok(())
}
