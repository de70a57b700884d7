//! Task ratings of a table, and how the rows of such tables name whom they are about.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::create::{NewFact, already_there, violation};
use super::recorded::record_created;
use super::subjects::KnownSubjects;
use crate::auth::policy::Permission;
use crate::core::vietnamese::folded;
use crate::db::Connection;
use crate::features::facts::rules::import::TABLE;
use crate::features::facts::rules::{FactKind, faults};
use crate::features::facts::store::{self, Fact};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, TableRecord, object};

/// The columns that say whom a row is about: one of them in each row.
const SUBJECT_COLUMNS: [(&str, SubjectKind); 3] = [
    ("staffCode", SubjectKind::Person),
    ("unitCode", SubjectKind::Unit),
    ("householdCode", SubjectKind::Household),
];

/// Whom a row is about, as the body of an operation that names them by id: any id stands there.
#[must_use]
pub fn subject_of_cells(cells: &Cells) -> Option<Value> {
    let named = SUBJECT_COLUMNS.iter().find(|(column, _)| cells.get(column).is_some());
    // A row that names nobody is told so when it is judged.
    let kind = named.map_or(SubjectKind::Person, |(_, kind)| *kind);
    Some(json!({"type": kind, "id": Uuid::nil()}))
}

/// Whom some rows are about.
pub struct NamedSubjects {
    known: KnownSubjects,
    by_code: HashMap<(SubjectKind, String), Subject>,
}

impl NamedSubjects {
    /// Whom the rows name by code; as many statements for many as for one.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn find<B>(tx: &Connection, importer: &Importer, rows: &[Record<B>]) -> Result<Self, Problem> {
        let mut subjects = Vec::new();
        for (column, kind) in SUBJECT_COLUMNS {
            let codes = rows.iter().filter_map(|row| row.cells.get(column)).map(str::to_owned);
            subjects.extend(store::find_by_codes(tx, kind, &codes.collect::<Vec<_>>()).await?);
        }
        Self::of(tx, importer, subjects).await
    }

    /// These subjects.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn of(tx: &Connection, importer: &Importer, subjects: Vec<Subject>) -> Result<Self, Problem> {
        let known = KnownSubjects::find(tx, subjects, importer.context.today).await?;
        let by_code = known.coded().map(|(code, subject)| ((subject.kind, code.to_owned()), subject));
        Ok(Self { by_code: by_code.collect(), known })
    }

    /// What is known of them.
    #[must_use]
    pub const fn known(&self) -> &KnownSubjects {
        &self.known
    }

    /// Their ids.
    #[must_use]
    pub fn ids(&self) -> Vec<Uuid> {
        self.by_code.values().map(|subject| subject.id).collect()
    }

    /// A subject by its code, where the person who imports sees it.
    #[must_use]
    pub fn visible(&self, importer: &Importer, kind: SubjectKind, code: &str) -> Option<Subject> {
        let found = self.by_code.get(&(kind, code.to_owned())).copied();
        found.filter(|subject| self.known.allows(&importer.grants, Permission::ReadPeople, *subject))
    }

    /// Whom a row is about, if the person who imports may write of them; what stands against that becomes faults.
    pub fn subject<B>(
        &self,
        importer: &Importer,
        row: &Record<B>,
        faults: &mut Vec<Violation>,
    ) -> Option<Subject> {
        let named =
            SUBJECT_COLUMNS.iter().filter_map(|(column, kind)| Some((column, kind, row.cells.get(column)?)));
        let named: Vec<_> = named.collect();
        let [(column, kind, code)] = named[..] else {
            let column = named.first().map_or("staffCode", |(column, ..)| column);
            faults.push(row.fault(column, Code::one_subject_needed));
            return None;
        };
        let Some(subject) = self.visible(importer, *kind, code) else {
            faults.push(unknown(row, column, *kind, code));
            return None;
        };
        if !self.known.allows(&importer.grants, Permission::KeepPeople, subject) {
            faults.push(row.fault(column, Code::forbidden));
        }
        // However the letters are put together: the name only guards against a wrong code.
        let is_other = |name: &str| folded(name) != folded(self.known.reference(subject).name());
        if row.cells.get("name").is_some_and(is_other) {
            faults.push(row.fault("name", Code::name_differs));
        }
        Some(subject)
    }
}

fn unknown<B>(row: &Record<B>, column: &str, kind: SubjectKind, code: &str) -> Violation {
    match kind {
        SubjectKind::Person => row.fault(column, Code::unknown_person).with("person", code),
        SubjectKind::Unit => row.fault(column, Code::unknown_unit).with("unit", code),
        SubjectKind::Household => row.fault(column, Code::unknown_subject).with("subject", code),
    }
}

/// A task rating of a table.
pub struct TaskRatingRecord;

impl TableRecord for TaskRatingRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createFact";
    const UNIQUE: &'static [&'static [&'static str]] = &[&["staffCode", "year"], &["unitCode", "year"]];

    type Body = NewFact;
    type Thing = (Fact, Option<Uuid>);

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
        let there: HashMap<_, _> = there.into_iter().map(|(id, year, fact)| ((id, year), fact)).collect();
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
) -> Result<Result<(Fact, Option<Uuid>), Vec<Violation>>, Problem> {
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
    Ok(Ok((fact, named.known.unit_of(subject))))
}
