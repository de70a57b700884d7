//! Tables whose rows are things of their own: no row waits for another one. A kind of things says which operation creates one
//! by hand, what a row is as its body, and what the database says; the rest is here.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Number, Value};
use uuid::Uuid;

use super::{FaultyRow, ImportedRows, Importer, OrderedRow, WrittenRow};
use crate::db::Connection;
use crate::http::contract::{CompiledContract, Operation};
use crate::http::problem::FaultPlace;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::{ImportTable, TableRow};

/// What one kind of things says of its rows.
#[expect(async_fn_in_trait, reason = "jobs run on the thread that took them")]
pub trait TableRecord: Sized {
    /// The table that brings them in.
    const TABLE: ImportTable;
    /// The operation that creates one by hand: a row obeys the same bounds.
    const OPERATION: &'static str;
    /// The body of that operation.
    type Body: DeserializeOwned;
    /// What is written for a row.
    type Thing;

    /// A row as the body of the operation. Where a row names something by its code and the body by its id, any id stands
    /// there: `judge` finds the right one.
    fn body(cells: &Cells) -> Value;

    /// What a row says that may stand in a file once, each with the column of the fault; [`Cells::together`] makes it.
    fn said_once(cells: &Cells) -> Vec<SaidOnce>;

    /// What is written for each row, or what the database says against it.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<Self::Body>>,
    ) -> Result<Vec<Result<Self::Thing, Vec<Violation>>>, Problem>;

    /// Writes things; answers their ids in the same order.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<Self::Thing>,
    ) -> Result<Vec<Uuid>, Problem>;
}

/// What may stand in a file once: the column in which its fault stands, and what is said.
pub type SaidOnce = (&'static str, String);

/// The cells of a row by the code of their column; empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Cells(HashMap<&'static str, String>);

impl Cells {
    fn of(row: &TableRow) -> Self {
        Self(row.cells.iter().map(|(column, text)| (*column, text.clone())).collect())
    }

    /// What stands in a column.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(String::as_str)
    }

    /// What some columns say together, told from the first one; `None` where one of them is empty.
    #[must_use]
    pub fn together(&self, columns: &[&'static str]) -> Option<SaidOnce> {
        let values: Option<Vec<&str>> = columns.iter().map(|column| self.get(column)).collect();
        Some((columns.first()?, format!("{}\n{}", columns.join(" "), values?.join("\n"))))
    }

    /// A text as JSON.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<Value> {
        self.get(column).map(Value::from)
    }

    /// A number as JSON; what is none stays a text, which the operation refuses.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<Value> {
        let text = self.get(column)?;
        Some(text.parse::<Number>().map_or_else(|_| Value::from(text), Value::Number))
    }

    /// Yes or no as JSON, of a column that chooses between `YES` and `NO`.
    #[must_use]
    pub fn flag(&self, column: &str) -> Option<Value> {
        self.get(column).map(|text| match text {
            "YES" => Value::Bool(true),
            "NO" => Value::Bool(false),
            other => Value::from(other),
        })
    }
}

/// The words of a column that says yes or no.
pub const YES_OR_NO: &[(&str, &str)] = &[("Có", "YES"), ("Không", "NO"), ("x", "YES")];

/// An object of the members that are there.
#[must_use]
pub fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

/// A row without faults of its own.
#[derive(Debug)]
pub struct Record<B> {
    /// The line of the file.
    pub line: u64,
    /// Its cells.
    pub cells: Cells,
    /// The row as the operation's body.
    pub body: B,
}

impl<B> Record<B> {
    /// A fault in one of the row's columns.
    #[must_use]
    pub fn fault(&self, column: &str, code: Code) -> Violation {
        fault(self.line, column, code)
    }
}

fn fault(line: u64, column: &str, code: Code) -> Violation {
    Violation::at(format!("/{line}/{column}"), code)
}

/// The rows of a file: what may stand once is remembered with its line.
pub struct Records<R> {
    operation: Arc<Operation>,
    first_lines: HashMap<String, u64>,
    record: PhantomData<R>,
}

impl<R: TableRecord> Records<R> {
    /// A row as a record, or what is wrong with it.
    fn parse(&self, row: &TableRow) -> Result<Record<R::Body>, Vec<Violation>> {
        let broken = row.errors.iter().map(|column| fault(row.line, column, Code::formula_without_value));
        let mut faults: Vec<_> = broken.collect();
        let cells = Cells::of(row);
        let body = R::body(&cells);
        faults.extend(self.operation.check_body(&body).into_iter().map(|fault| on_line(fault, row.line)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let body = serde_json::from_value(body);
        let body = body.map_err(|_| vec![fault(row.line, "", Code::not_allowed).with("keyword", "type")])?;
        Ok(Record { line: row.line, cells, body })
    }

    /// What stands in an earlier line, too.
    fn repeated(&mut self, row: &TableRow) -> Vec<Violation> {
        let mut faults = Vec::new();
        for (column, said) in R::said_once(&Cells::of(row)) {
            match self.first_lines.get(&said) {
                Some(line) => {
                    faults.push(fault(row.line, column, Code::duplicate_row).with("line", line));
                }
                None => drop(self.first_lines.insert(said, row.line)),
            }
        }
        faults
    }

    /// The rows that are good by themselves, each with its judgement.
    async fn judge(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<(u64, Result<R::Thing, Vec<Violation>>)>, Problem> {
        let records: Vec<_> = rows.iter().filter_map(|row| self.parse(row).ok()).collect();
        let lines: Vec<u64> = records.iter().map(|record| record.line).collect();
        let judged = R::judge(tx, importer, records).await?;
        Ok(lines.into_iter().zip(judged).collect())
    }
}

impl<R: TableRecord> ImportedRows for Records<R> {
    const TABLE: ImportTable = R::TABLE;

    fn begin(contract: &CompiledContract) -> Result<Self, Problem> {
        let operation = contract.by_id(R::OPERATION).cloned();
        let operation =
            operation.ok_or_else(|| Problem::internal("the document lacks an imported operation"))?;
        Ok(Self { operation, first_lines: HashMap::new(), record: PhantomData })
    }

    fn take(&mut self, row: &TableRow) -> Vec<Violation> {
        let mut faults = self.parse(row).err().unwrap_or_default();
        faults.extend(self.repeated(row));
        faults
    }

    fn order(&mut self) -> Vec<OrderedRow> {
        Vec::new()
    }

    async fn check(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<FaultyRow>, Problem> {
        let judged = self.judge(tx, importer, rows).await?;
        let faulty = judged.into_iter().filter_map(|(line, judged)| Some((line, judged.err()?)));
        Ok(faulty.map(|(line, faults)| FaultyRow { line, faults }).collect())
    }

    async fn write(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        rows: &[TableRow],
    ) -> Result<Vec<WrittenRow>, Problem> {
        let (mut written, mut lines, mut things) = (Vec::new(), Vec::new(), Vec::new());
        for (line, judged) in self.judge(tx, importer, rows).await? {
            match judged {
                Ok(thing) => {
                    lines.push(line);
                    things.push(thing);
                }
                Err(faults) => written.push((line, Err(faults))),
            }
        }
        let ids = if things.is_empty() { Vec::new() } else { R::write(tx, importer, things).await? };
        written.extend(lines.into_iter().zip(ids).map(|(line, id)| (line, Ok(id))));
        Ok(written)
    }
}

/// A fault of the body as a fault of a line: columns are named like the body's members, however deep these stand.
fn on_line(fault: Violation, line: u64) -> Violation {
    let place = match &fault.place {
        FaultPlace::Pointer(pointer) => {
            let column = pointer.rsplit('/').next().unwrap_or_default();
            FaultPlace::Pointer(format!("/{line}/{column}"))
        }
        other => other.clone(),
    };
    fault.at_place(place)
}
