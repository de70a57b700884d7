//! From an answer in JSON to its table.

use std::collections::HashMap;

use chrono::DateTime;
use rust_decimal::Decimal;
use serde_json::Value;

use super::spec::{Form, OutColumn, TableSpec};
use crate::official_documents::tables::{Sheet, SheetValue};

/// The Vietnamese words for the values of schemas, as the document has them: by schema, then by value.
#[derive(Debug, Default, Clone)]
pub struct Words(HashMap<String, HashMap<String, String>>);

impl Words {
    /// Collects them from the Vietnamese document.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let words = schemas.into_iter().flatten().filter_map(|(name, schema)| {
            let lines = schema.get("description")?.as_str()?.lines();
            let values: HashMap<_, _> = lines.filter_map(value_and_word).collect();
            (!values.is_empty()).then(|| (name.clone(), values))
        });
        Self(words.collect())
    }

    /// The word for a value.
    #[must_use]
    pub fn find(&self, schema: &str, value: &str) -> Option<&str> {
        self.0.get(schema)?.get(value).map(String::as_str)
    }

    /// The values of a schema with their words.
    pub fn of_schema(&self, schema: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.get(schema).into_iter().flatten().map(|(value, word)| (value.as_str(), word.as_str()))
    }
}

/// "* `DIVISION`: Phòng, văn phòng thuộc cơ quan.": the word goes up to its remark in brackets.
fn value_and_word(line: &str) -> Option<(String, String)> {
    let (value, word) = line.strip_prefix("* `")?.split_once("`: ")?;
    let word = word.split(" (").next().unwrap_or(word).trim_end_matches('.');
    Some((value.to_owned(), word.to_owned()))
}

/// The table of an answer.
#[must_use]
pub fn sheet_of(answer: &Value, spec: &TableSpec, words: &Words) -> Sheet {
    Sheet { title: spec.title.to_owned(), header: spec.header(), rows: rows_of(answer, spec, words) }
}

/// The rows of the table of an answer.
#[must_use]
pub fn rows_of(answer: &Value, spec: &TableSpec, words: &Words) -> Vec<Vec<SheetValue>> {
    let entries = answer.pointer(spec.rows).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    entries.iter().flat_map(|entry| rows_of_entry(entry, spec, words)).collect()
}

fn rows_of_entry(entry: &Value, spec: &TableSpec, words: &Words) -> Vec<Vec<SheetValue>> {
    let nested = spec.nested.and_then(|pointer| entry.pointer(pointer)?.as_array());
    let row =
        |inner: &Value| spec.columns.iter().map(|column| value_of((entry, inner), column, words)).collect();
    match nested {
        Some(nested) if !nested.is_empty() => nested.iter().map(row).collect(),
        _ => vec![row(&Value::Null)],
    }
}

fn value_of((entry, inner): (&Value, &Value), column: &OutColumn, words: &Words) -> SheetValue {
    let found = match column.pointer.strip_prefix('+') {
        Some(pointer) => inner.pointer(pointer),
        None => entry.pointer(column.pointer),
    };
    match found {
        None | Some(Value::Null) => SheetValue::Empty,
        Some(value) => convert(value, column.form, words).unwrap_or_else(|| SheetValue::Text(plain(value))),
    }
}

fn convert(value: &Value, form: Form, words: &Words) -> Option<SheetValue> {
    match form {
        Form::Text => None,
        Form::Number => Some(SheetValue::Number(decimal(value)?)),
        Form::Percent => {
            Some(SheetValue::Number(decimal(value)?.checked_mul(Decimal::ONE_HUNDRED)?.normalize()))
        }
        Form::Day => Some(SheetValue::Day(value.as_str()?.parse().ok()?)),
        Form::Instant => Some(SheetValue::Instant(DateTime::parse_from_rfc3339(value.as_str()?).ok()?)),
        Form::Word(schema) => Some(SheetValue::Text(match value {
            Value::Array(values) => {
                values.iter().map(|value| word_of(value, schema, words)).collect::<Vec<_>>().join("; ")
            }
            value => word_of(value, schema, words),
        })),
    }
}

fn word_of(value: &Value, schema: &str, words: &Words) -> String {
    let code = plain(value);
    words.find(schema, &code).map_or(code.clone(), str::to_owned)
}

fn decimal(value: &Value) -> Option<Decimal> {
    plain(value).parse().ok()
}

/// Text as it is, lists joined, truth as có and không.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "Có".to_owned(),
        Value::Bool(false) => "Không".to_owned(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        // The figure that an object is quoted by.
        Value::Object(members) => {
            let name = ["name", "fullName", "title", "code", "display", "role"];
            name.iter().find_map(|name| members.get(*name)).map(plain).unwrap_or_default()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operations::tables::spec::{day, number, percent, text, word};

    #[test]
    fn every_nested_entry_has_a_row() {
        static SPEC: TableSpec = TableSpec::of_list(
            "a",
            "A",
            &[
                text("Tên", "/unit"),
                day("Ngày", "/on"),
                word("Loại", "/kind", "Kind"),
                number("Số", "+/n"),
                percent("Tỷ lệ", "+/share"),
            ],
        )
        .with_nested("/parts");
        let document = json!({"components": {"schemas": {"Kind": {
            "description": "Loại.\n\n* `ONE`: Một (thứ nhất)."
        }}}});
        let answer = json!({"items": [
            {"unit": {"code": "X", "name": "Đơn vị"}, "on": "2026-01-31", "kind": "ONE",
             "parts": [{"n": "1.5", "share": "0.25"}, {"n": 2, "share": null}]},
            {"unit": null, "on": null, "kind": "TWO", "parts": []},
        ]});
        let sheet = sheet_of(&answer, &SPEC, &Words::of(&document));
        let lines: Vec<String> = sheet.rows.iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(sheet.rows.len(), 3, "{lines:?}");
        assert_eq!(
            sheet.rows[0][3..],
            [SheetValue::Number(Decimal::new(15, 1)), SheetValue::Number(Decimal::new(25, 0))]
        );
        let kinds = [&sheet.rows[0][2], &sheet.rows[2][2]];
        assert_eq!(kinds, [&SheetValue::Text("Một".to_owned()), &SheetValue::Text("TWO".to_owned())]);
        assert_eq!(sheet.rows[2][0], SheetValue::Empty);
    }
}
