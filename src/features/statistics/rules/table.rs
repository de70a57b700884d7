//! A form as a table: from rows and columns that each say what they count, to numbers, and from a number back to what it counts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, SchemaType, Type};

/// The most columns of a form, and the greatest number that every reader of JSON knows.
const MOST_COLUMNS: usize = 400;
const MOST: i64 = 9_007_199_254_740_991;

/// Written out, as the derive can't say what stands in a list of numbers that may be null.
fn values_schema() -> Array {
    let number = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Integer, Type::Null]))
        .minimum(Some(0))
        .maximum(Some(MOST));
    ArrayBuilder::new()
        .items(number)
        .max_items(Some(MOST_COLUMNS))
        .description(Some("The numbers, one a column; null where nothing is known."))
        .examples([serde_json::json!([1])])
        .build()
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormColumn {
    /// Its code in the form; behind the number may stand the kind of award and who receives it.
    #[schema(max_length = 60, pattern = r"^[1-9](\.[A-Z0-9_]+)*$", example = "1")]
    pub code: String,
    /// Its words.
    #[schema(max_length = 300, format = "text", example = "Tổng số")]
    pub label: String,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormRow {
    /// Its code in the form.
    #[schema(max_length = 2, pattern = "^[0-9]{1,2}$", example = "01")]
    pub code: String,
    /// Its words.
    #[schema(max_length = 300, format = "text", example = "Tổng số")]
    pub label: String,
    /// What is counted in it.
    #[schema(max_length = 40, format = "text", example = "Phong trào")]
    pub unit_of_count: String,
    /// Whether the row could be read in the form we have; a row that could not be read stays empty.
    #[schema(example = true)]
    pub is_read: bool,
    /// The numbers, one a column; null where nothing is known.
    #[schema(schema_with = values_schema)]
    pub values: Vec<Option<i64>>,
}

/// The numbers of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormFigures {
    /// The columns.
    #[schema(max_items = 400)]
    pub columns: Vec<FormColumn>,
    /// The rows.
    #[schema(max_items = 50)]
    pub rows: Vec<FormRow>,
    /// How many of what the total counts stand in no row of one of its groups, as a mark of theirs is missing.
    #[schema(format = "count", example = 0)]
    pub unsorted: i64,
}

/// Whether something is counted.
type Test<R> = Box<dyn Fn(&R) -> bool + Send + Sync>;

/// A row that says what it counts.
pub(super) struct LayoutRow<R> {
    code: &'static str,
    label: &'static str,
    unit_of_count: &'static str,
    /// None of a row that could not be read.
    test: Option<Test<R>>,
}

impl<R> LayoutRow<R> {
    pub(super) fn new(
        (code, label, unit_of_count): (&'static str, &'static str, &'static str),
        test: impl Fn(&R) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self { code, label, unit_of_count, test: Some(Box::new(test)) }
    }

    pub(super) const fn unread(
        (code, label, unit_of_count): (&'static str, &'static str, &'static str),
    ) -> Self {
        Self { code, label, unit_of_count, test: None }
    }
}

/// A column that says what it counts.
pub(super) struct LayoutColumn<R> {
    column: FormColumn,
    test: Test<R>,
}

impl<R> LayoutColumn<R> {
    pub(super) fn new(
        code: impl Into<String>,
        label: impl Into<String>,
        test: impl Fn(&R) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self { column: FormColumn { code: code.into(), label: label.into() }, test: Box::new(test) }
    }
}

/// A form whose numbers are counted. Things that are alike come as one group with their number.
pub struct Layout<R> {
    pub(super) rows: Vec<LayoutRow<R>>,
    pub(super) columns: Vec<LayoutColumn<R>>,
    /// Whether every group of rows has a row for it.
    pub(super) is_sorted: fn(&R) -> bool,
}

impl<R> Layout<R> {
    /// The numbers of the form.
    #[must_use]
    pub fn figures(&self, groups: &[(R, i64)]) -> FormFigures {
        let count = |counts: &dyn Fn(&R) -> bool| {
            groups.iter().filter(|(one, _)| counts(one)).map(|(_, number)| number).sum::<i64>()
        };
        let row = |row: &LayoutRow<R>| {
            let value = |column: &LayoutColumn<R>| {
                row.test.as_ref().map(|test| count(&|one| test(one) && (column.test)(one)))
            };
            FormRow {
                code: row.code.to_owned(),
                label: row.label.to_owned(),
                unit_of_count: row.unit_of_count.to_owned(),
                is_read: row.test.is_some(),
                values: self.columns.iter().map(value).collect(),
            }
        };
        FormFigures {
            columns: self.columns.iter().map(|own| own.column.clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
            unsorted: count(&|one| !(self.is_sorted)(one)),
        }
    }

    /// Whether a cell counts a group; `None` where the form has no such cell, or its row could not be read.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> Option<impl Fn(&R) -> bool> {
        let row = self.rows.iter().find(|own| own.code == row)?.test.as_ref()?;
        let column = self.columns.iter().find(|own| own.column.code == column)?;
        Some(move |one: &R| row(one) && (column.test)(one))
    }

    /// Whether a group stands in no row of one of the form's groups.
    #[must_use]
    pub fn is_unsorted(&self, one: &R) -> bool {
        !(self.is_sorted)(one)
    }
}
