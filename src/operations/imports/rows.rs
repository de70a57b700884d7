//! Rows between a file, the rules of their kind and the database: a file is taken in row by row, its rows are checked with
//! each other and with the database, and then they are written some at a time.

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::auth::policy::Grant;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::http::contract::CompiledContract;
use crate::http::{Locale, Problem, Violation};
use crate::official_documents::tables::{ImportTable, TableRow};

/// For whom an import checks and writes, and when.
#[derive(Debug, Clone)]
pub struct Importer {
    /// Who, when and in which request.
    pub context: ChangeContext,
    /// The roles of who imports, as they are now.
    pub grants: Vec<Grant>,
}

/// What is wrong with the row on a line.
#[derive(Debug, Clone)]
pub struct FaultyRow {
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub faults: Vec<Violation>,
}

/// Where a row stands in the order of writing.
#[derive(Debug, Clone)]
pub struct OrderedRow {
    /// The line.
    pub line: u64,
    /// Rows of a step are written after all rows of the steps before.
    pub step: i32,
    /// What is wrong with the row beside others.
    pub faults: Vec<Violation>,
}

/// What was written for a row, or what stood in the way.
pub type WrittenRow = (u64, Result<Uuid, Vec<Violation>>);

/// The rows of one kind of things. A value remembers of a whole file what its rows must know of each other.
#[expect(async_fn_in_trait, reason = "jobs run on the thread that took them")]
pub trait ImportedRows: Sized {
    /// The table that brings them in.
    const TABLE: ImportTable;

    /// Nothing is read yet.
    ///
    /// # Errors
    /// An internal problem when the document lacks the operation that checks a row.
    fn begin(contract: &CompiledContract) -> Result<Self, Problem>;

    /// Takes in the next row of the file; answers what is wrong with it by itself.
    fn take(&mut self, row: &TableRow) -> Vec<Violation>;

    /// The rows that are not written in the first step or have faults beside others; asked when all are taken in.
    fn order(&mut self) -> Vec<OrderedRow>;

    /// What the database says against some of the rows that were taken in.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    async fn check(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<FaultyRow>, Problem>;

    /// Writes rows of one step, in a transaction of their own; asked of a value that took in nothing.
    ///
    /// # Errors
    /// A [`Problem`] of the database: nothing is written, and the same is tried again.
    async fn write(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<WrittenRow>, Problem>;
}

/// A text for people, in each language: what is kept for whoever reads it later.
#[derive(Debug, Clone, Serialize)]
pub struct BilingualJson {
    en: Value,
    vi: Value,
}

impl BilingualJson {
    /// A fault.
    #[must_use]
    pub fn fault(fault: &Violation) -> Self {
        Self { en: fault.to_json(Locale::English), vi: fault.to_json(Locale::Vietnamese) }
    }

    /// A problem, without what belongs to one answer.
    #[must_use]
    pub fn problem(problem: &Problem) -> Self {
        let body = |locale| {
            let mut body = problem.to_json(locale, "");
            body.as_object_mut().map(|body| body.shift_remove("requestId"));
            body
        };
        Self { en: body(Locale::English), vi: body(Locale::Vietnamese) }
    }

    /// As it is kept.
    #[must_use]
    pub fn into_json(self) -> Value {
        Value::Object(Map::from_iter([("en".to_owned(), self.en), ("vi".to_owned(), self.vi)]))
    }
}

/// What was kept, in one language.
#[must_use]
pub fn json_in(kept: &Value, locale: Locale) -> Value {
    let language = match locale {
        Locale::English => "en",
        Locale::Vietnamese => "vi",
    };
    kept.get(language).cloned().unwrap_or_default()
}

/// The same of several.
#[must_use]
pub fn all_json_in(kept: Option<&Value>, locale: Locale) -> Vec<Value> {
    let kept = kept.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    kept.iter().map(|one| json_in(one, locale)).collect()
}
