//! What a list looks like as a table: which member of an entry stands in which column.

use serde_json::Value;

/// The table of a list or of figures.
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// The name of its file, without the day and the ending.
    pub file: &'static str,
    /// What it is about, as the sheet is named.
    pub title: &'static str,
    /// Where the entries stand in the answer, as a JSON pointer.
    pub rows: &'static str,
    /// Where the entries of an entry stand, each of which has a row of its own; an entry without any has one row.
    pub nested: Option<&'static str>,
    /// The columns.
    pub columns: &'static [OutColumn],
    /// Another table that the same answer may hold instead.
    pub or: Option<&'static TableSpec>,
}

impl TableSpec {
    /// A table of a list.
    #[must_use]
    pub const fn of_list(file: &'static str, title: &'static str, columns: &'static [OutColumn]) -> Self {
        Self { file, title, rows: "/items", nested: None, columns, or: None }
    }

    /// The same, with a row for each of the entries that stand there in an entry.
    #[must_use]
    pub const fn with_nested(self, nested: &'static str) -> Self {
        Self { nested: Some(nested), ..self }
    }

    /// The same, of entries that stand elsewhere in the answer.
    #[must_use]
    pub const fn with_rows(self, rows: &'static str) -> Self {
        Self { rows, ..self }
    }

    /// The table that an answer holds.
    #[must_use]
    pub fn for_answer(&'static self, answer: &Value) -> &'static Self {
        let has_entries = |spec: &&Self| {
            answer.pointer(spec.rows).and_then(Value::as_array).is_some_and(|entries| !entries.is_empty())
        };
        self.or.filter(has_entries).unwrap_or(self)
    }

    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.to_owned()).collect()
    }

    /// The same, where the answer may hold another table instead.
    #[must_use]
    pub const fn or(self, other: &'static Self) -> Self {
        Self { or: Some(other), ..self }
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct OutColumn {
    /// Its name.
    pub name: &'static str,
    /// Where its value stands in the entry, as a JSON pointer; behind `+`, in the nested entry.
    pub pointer: &'static str,
    /// How it is written.
    pub form: Form,
}

/// How a value is written.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// As text; several values are joined by commas.
    Text,
    /// As a number, whether JSON has it as a number or as a decimal's text.
    Number,
    /// As a share of one hundred.
    Percent,
    /// As a day.
    Day,
    /// As an instant.
    Instant,
    /// By the Vietnamese word that the document has for the value, which is one of this schema.
    Word(&'static str),
}

/// A column of text.
#[must_use]
pub const fn text(name: &'static str, pointer: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Text }
}

/// A column of numbers.
#[must_use]
pub const fn number(name: &'static str, pointer: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Number }
}

/// A column of shares of one hundred.
#[must_use]
pub const fn percent(name: &'static str, pointer: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Percent }
}

/// A column of days.
#[must_use]
pub const fn day(name: &'static str, pointer: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Day }
}

/// A column of instants.
#[must_use]
pub const fn instant(name: &'static str, pointer: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Instant }
}

/// A column of values of a schema, written by their words.
#[must_use]
pub const fn word(name: &'static str, pointer: &'static str, schema: &'static str) -> OutColumn {
    OutColumn { name, pointer, form: Form::Word(schema) }
}
