//! The table of an import with its faults beside each row: what a clerk corrects and sends again.

use crate::http::problem::FaultPlace;
use crate::http::{Locale, Violation};
use crate::official_documents::tables::{Column, Sheet, SheetValue, TableRow, Values};

/// The columns that stand before and behind those of the table; an import passes over both.
const LINE: &str = "Dòng";
const FAULTS: &str = "Lỗi";

/// The rows of a table, each with the line on which it stands in the caller's file, and what is wrong with it.
pub fn sheet_with_faults<'a>(
    title: &str,
    columns: &'static [Column],
    rows: impl Iterator<Item = (&'a TableRow, &'a [Violation])>,
    locale: Locale,
) -> Sheet {
    let names = columns.iter().map(|column| column.name);
    let header = std::iter::once(LINE).chain(names).chain(std::iter::once(FAULTS));
    let row = |(row, faults): (&TableRow, &[Violation])| {
        let cells = columns.iter().map(|column| cell(row, column));
        let faults: Vec<_> = faults.iter().map(|fault| describe(fault, columns, locale)).collect();
        let faults = SheetValue::Text(faults.join("; "));
        std::iter::once(SheetValue::Number(row.line.into()))
            .chain(cells)
            .chain(std::iter::once(faults))
            .collect()
    };
    Sheet {
        title: title.to_owned(),
        header: header.map(str::to_owned).collect(),
        rows: rows.map(row).collect(),
    }
}

fn cell(row: &TableRow, column: &Column) -> SheetValue {
    let Some((_, text)) = row.cells.iter().find(|(code, _)| *code == column.code) else {
        return SheetValue::Empty;
    };
    let parsed = match column.values {
        Values::Days => text.parse().ok().map(SheetValue::Day),
        Values::Decimals => text.parse().ok().map(SheetValue::Number),
        Values::Text | Values::Choice(_) => None,
    };
    let word = match column.values {
        Values::Choice(words) => {
            words.iter().find(|(_, code)| code == text).map_or(text.as_str(), |(word, _)| word)
        }
        _ => text,
    };
    parsed.unwrap_or_else(|| SheetValue::Text(word.to_owned()))
}

/// `Ngày bắt đầu: …`: the column by the name that the clerk knows.
fn describe(fault: &Violation, columns: &'static [Column], locale: Locale) -> String {
    let code = match &fault.place {
        FaultPlace::Pointer(pointer) => pointer.rsplit('/').next().unwrap_or_default(),
        _ => "",
    };
    let name = columns.iter().find(|column| column.code == code).map_or(code, |column| column.name);
    let json = fault.to_json(locale);
    format!("{name}: {}", json.get("detail").and_then(|detail| detail.as_str()).unwrap_or_default())
}
