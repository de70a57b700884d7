//! Task ratings of a table.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::create::{NewFact, already_there, violation};
use super::recorded::record_created;
use crate::db::Connection;
use crate::features::facts::rules::import::TABLE;
use crate::features::facts::rules::{FactKind, faults};
use crate::features::facts::store::{self, Fact};
use crate::http::{Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, SaidOnce, TableRecord, object};
use crate::operations::subjects::{NamedSubjects, subject_of_cells};

/// A task rating of a table.
pub struct TaskRatingRecord;

/// A fact with the unit in whose reach it is, or what is wrong with its row.
type JudgedFact = Result<(Fact, Option<Uuid>), Vec<Violation>>;

impl TableRecord for TaskRatingRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createFact";

    type Body = NewFact;
    type Thing = (Fact, Option<Uuid>);

    fn said_once(cells: &Cells) -> Vec<SaidOnce> {
        [cells.together(&["staffCode", "year"]), cells.together(&["unitCode", "year"])]
            .into_iter()
            .flatten()
            .collect()
    }

    fn body(cells: &Cells) -> Value {
        let details = object([
            ("kind", Some(json!(FactKind::TaskRating))),
            ("year", cells.number("year")),
            ("level", cells.text("level")),
            ("score", Some(cells.text("score").unwrap_or_default())),
            ("decree", cells.text("decree")),
        ]);
        object([
            ("subject", subject_of_cells(cells)),
            ("details", Some(details)),
            ("source", cells.text("source")),
        ])
    }

    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<NewFact>>,
    ) -> Result<Vec<Result<Self::Thing, Vec<Violation>>>, Problem> {
        let named = NamedSubjects::find(tx, importer, &rows).await?;
        let years: Vec<i32> = rows.iter().filter_map(|row| row.body.details.only_year()).collect();
        let there = store::find_only(tx, FactKind::TaskRating, &named.ids(), &years).await?;
        let there: HashMap<_, _> =
            there.into_iter().map(|(id, year, fact)| ((named.survivor(id), year), fact)).collect();
        rows.into_iter().map(|row| judge(importer, &named, &there, row)).collect()
    }

    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<Self::Thing>,
    ) -> Result<Vec<Uuid>, Problem> {
        let facts: Vec<Fact> = things.iter().map(|(fact, _)| fact.clone()).collect();
        store::create(tx, &facts).await?;
        record_created(tx, &importer.context, &things).await?;
        Ok(facts.into_iter().map(|fact| fact.id).collect())
    }
}

/// What a row is, or what stands against it.
fn judge(
    importer: &Importer,
    named: &NamedSubjects,
    there: &HashMap<(Uuid, i32), Uuid>,
    row: Record<NewFact>,
) -> Result<JudgedFact, Problem> {
    let (context, mut found) = (&importer.context, Vec::new());
    let Some(subject) = named.subject(importer, &row, &mut found) else { return Ok(Err(found)) };
    let details = &row.body.details;
    let wrong = faults(details, subject.kind, context.today).into_iter();
    found.extend(
        wrong.map(|(member, fault)| {
            violation(format!("/{}/{member}", row.line), fault, details, context.today)
        }),
    );
    let year = details.only_year();
    if year.is_some_and(|year| there.contains_key(&(subject.id, year))) {
        found.push(row.fault("year", already_there(FactKind::TaskRating)));
    }
    if !found.is_empty() {
        return Ok(Err(found));
    }
    let fact = NewFact { subject, ..row.body }.into_row(context)?;
    Ok(Ok((fact, named.subjects().unit_of(subject))))
}
