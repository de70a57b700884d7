//! The table of an import with its faults beside each row: what a clerk corrects and sends again.

use serde_json::Value;

use crate::official_documents::tables::{Column, SheetValue, TableRow, Values};

/// The columns that stand before and behind those of the table; an import passes over both.
const LINE: &str = "Dòng";
const FAULTS: &str = "Lỗi";

/// The header of a table with its faults.
#[must_use]
pub fn header_with_faults(columns: &[Column]) -> Vec<String> {
    let names = columns.iter().map(|column| column.name);
    [LINE].into_iter().chain(names).chain([FAULTS]).map(str::to_owned).collect()
}

/// A row of a table with the line on which it stands in the caller's file, and what is wrong with it.
#[must_use]
pub fn row_with_faults(row: &TableRow, faults: &[Value], columns: &[Column]) -> Vec<SheetValue> {
    let cells = columns.iter().map(|column| cell(row, column));
    let faults: Vec<_> = faults.iter().map(|fault| describe(fault, columns)).collect();
    let line = SheetValue::Number(row.line.into());
    [line].into_iter().chain(cells).chain([SheetValue::Text(faults.join("; "))]).collect()
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
fn describe(fault: &Value, columns: &[Column]) -> String {
    let member = |name: &str| fault.get(name).and_then(Value::as_str).unwrap_or_default();
    let code = member("pointer").rsplit('/').next().unwrap_or_default();
    let name = columns.iter().find(|column| column.code == code).map_or(code, |column| column.name);
    format!("{name}: {}", member("detail"))
}
