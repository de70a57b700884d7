//! Initiatives of a table: a row each, with its authors as staff codes and shares.

use std::collections::HashSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::checks::code;
use super::create::NewInitiative;
use super::recorded::record_created;
use crate::auth::policy::Permission;
use crate::db::Connection;
use crate::features::initiatives::rules::import::{TABLE, authors_of};
use crate::features::initiatives::rules::{Authorship, InitiativeClaims, faults};
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::features::people::rules::SubjectKind;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, SaidOnce, TableRecord, object};
use crate::operations::subjects::NamedSubjects;
use crate::operations::subjects::store::find_by_codes;

/// An initiative of a table.
pub struct InitiativeRecord;

/// An initiative with its authors, and the unit in whose reach the first of them is.
type NewRows = ((Initiative, Authors), Option<Uuid>);

impl TableRecord for InitiativeRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createInitiative";

    type Body = NewInitiative;
    type Thing = NewRows;

    fn said_once(cells: &Cells) -> Vec<SaidOnce> {
        cells.together(&["code"]).into_iter().collect()
    }

    fn body(cells: &Cells) -> Value {
        let written = authors_of(cells.get("authors").unwrap_or_default());
        let author = |(_, share): &(String, String)| json!({"personId": Uuid::nil(), "share": share});
        object([
            ("code", cells.text("code")),
            ("title", cells.text("title")),
            ("kind", cells.text("kind")),
            ("level", cells.text("level")),
            ("recognisedBy", cells.text("recognisedBy")),
            ("decisionNumber", cells.text("decisionNumber")),
            ("decidedOn", cells.text("decidedOn")),
            ("appliedFrom", cells.text("appliedFrom")),
            ("year", cells.number("year")),
            ("authors", Some(written.iter().map(author).collect())),
            ("source", cells.text("source")),
        ])
    }

    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<NewInitiative>>,
    ) -> Result<Vec<Result<NewRows, Vec<Violation>>>, Problem> {
        let written = rows.iter().flat_map(|row| authors_of(row.cells.get("authors").unwrap_or_default()));
        let staff_codes: Vec<String> = written.map(|(code, _)| code).collect();
        let people = find_by_codes(tx, SubjectKind::Person, &staff_codes).await?;
        let named = NamedSubjects::of(tx, importer, people).await?;
        let codes: Vec<String> = rows.iter().map(|row| row.body.code.clone()).collect();
        let taken = store::list_by_codes(tx, &codes).await?;
        let taken: HashSet<String> = taken.into_iter().map(|(code, _)| code).collect();
        rows.into_iter().map(|row| judge(importer, &named, &taken, row)).collect()
    }

    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<NewRows>,
    ) -> Result<Vec<Uuid>, Problem> {
        let rows: Vec<(Initiative, Authors)> = things.iter().map(|(rows, _)| rows.clone()).collect();
        store::create(tx, &rows).await?;
        record_created(tx, &importer.context, &things).await?;
        Ok(rows.into_iter().map(|(one, _)| one.id).collect())
    }
}

/// What a row is, or what stands against it.
fn judge(
    importer: &Importer,
    named: &NamedSubjects,
    taken: &HashSet<String>,
    row: Record<NewInitiative>,
) -> Result<Result<NewRows, Vec<Violation>>, Problem> {
    let (today, mut found) = (importer.context.today, Vec::new());
    let authors = authors(importer, named, &row, &mut found);
    if taken.contains(&row.body.code) {
        found.push(row.fault("code", Code::initiative_code_taken));
    }
    let claims = InitiativeClaims {
        level: row.body.level,
        recognised_by: row.body.recognised_by.as_deref(),
        year: row.body.year,
        decided_on: row.body.decided_on,
        authors: &authors,
        uses: &[],
    };
    for (pointer, fault) in faults(claims, today) {
        let column = pointer.split('/').nth(1).unwrap_or_default();
        found.push(row.fault(column, code(fault)).with("today", today));
    }
    if !found.is_empty() {
        return Ok(Err(found));
    }
    let rows = NewInitiative { authors, ..row.body }.into_rows(&importer.context)?;
    let unit = rows.1.subjects().first().and_then(|person| named.subjects().unit_of(*person));
    Ok(Ok((rows, unit)))
}

/// The authors of a row; who is not seen, and that nothing may be written of any of them, become faults.
fn authors(
    importer: &Importer,
    named: &NamedSubjects,
    row: &Record<NewInitiative>,
    found: &mut Vec<Violation>,
) -> Vec<Authorship> {
    let mut authors = Vec::new();
    let written = authors_of(row.cells.get("authors").unwrap_or_default());
    for ((staff_code, _), own) in written.iter().zip(&row.body.authors) {
        match named.visible(importer, SubjectKind::Person, staff_code) {
            Some(person) => authors.push(Authorship { person_id: person.id, share: own.share }),
            None => found.push(row.fault("authors", Code::unknown_person).with("person", staff_code)),
        }
    }
    let people = Authors { authors: authors.clone(), uses: Vec::new() }.subjects();
    if !people.is_empty() && !named.subjects().allows_any(&importer.grants, Permission::KeepPeople, &people) {
        found.push(row.fault("authors", Code::forbidden));
    }
    authors
}
