//! SQL of confirmations: what waits for a second person, whatever it is.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::schema::{awards, facts, initiative_authors, initiatives};
use crate::features::facts::rules::ConfirmedType;
use crate::operations::subjects::{Subject, SubjectColumns, SubjectKind};

/// Something that can be confirmed.
#[derive(Debug, Clone)]
pub struct Confirmable {
    /// What it is.
    pub kind: ConfirmedType,
    /// Which one.
    pub id: Uuid,
    /// Whom it is about; of an initiative its authors.
    pub subjects: Vec<Subject>,
    /// Who wrote on it.
    pub writers: Writers,
    /// Who confirmed it.
    pub confirmed_by: Option<Uuid>,
    /// Whether it counts no more.
    pub is_voided: bool,
    /// Its version.
    pub version: RowVersion,
}

/// What is selected of a fact or an award.
type Row = (
    Uuid,
    Option<Uuid>,
    Option<Uuid>,
    Option<Uuid>,
    Vec<Option<Uuid>>,
    Option<Uuid>,
    Option<String>,
    RowVersion,
);

/// What is selected of an initiative.
type InitiativeRow = (Uuid, Vec<Option<Uuid>>, Option<Uuid>, Option<String>, RowVersion);

/// What was named, as far as it is there; each is locked, always in the same order.
pub async fn lock_confirmables(
    tx: &mut AsyncPgConnection,
    ids: impl Fn(ConfirmedType) -> Vec<Uuid>,
) -> Result<Vec<Confirmable>, Error> {
    let mut found = lock_facts(tx, &ids(ConfirmedType::Fact)).await?;
    found.extend(lock_initiatives(tx, &ids(ConfirmedType::Initiative)).await?);
    found.extend(lock_awards(tx, &ids(ConfirmedType::Award)).await?);
    Ok(found)
}

async fn lock_facts(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Confirmable>, Error> {
    use facts::{confirmed_by, household_id, id, person_id, unit_id, version, void_reason, writers};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = facts::table
        .filter(id.eq_any(ids))
        .order(id)
        .select((id, person_id, unit_id, household_id, writers, confirmed_by, void_reason, version))
        .for_no_key_update()
        .load(tx)
        .await?;
    Ok(rows.into_iter().map(|row| confirmable(ConfirmedType::Fact, row)).collect())
}

async fn lock_awards(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Confirmable>, Error> {
    use awards::{confirmed_by, household_id, id, person_id, unit_id, version, void_reason, writers};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = awards::table
        .filter(id.eq_any(ids))
        .order(id)
        .select((id, person_id, unit_id, household_id, writers, confirmed_by, void_reason, version))
        .for_no_key_update()
        .load(tx)
        .await?;
    Ok(rows.into_iter().map(|row| confirmable(ConfirmedType::Award, row)).collect())
}

fn confirmable(kind: ConfirmedType, row: Row) -> Confirmable {
    let (id, person, unit, household, writers, confirmed_by, void_reason, version) = row;
    Confirmable {
        kind,
        id,
        subjects: vec![SubjectColumns(person, unit, household).into()],
        writers: writers.into(),
        confirmed_by,
        is_voided: void_reason.is_some(),
        version,
    }
}

async fn lock_initiatives(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Confirmable>, Error> {
    use initiatives::{confirmed_by, id, version, void_reason, writers};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<InitiativeRow> = initiatives::table
        .filter(id.eq_any(ids))
        .order(id)
        .select((id, writers, confirmed_by, void_reason, version))
        .for_no_key_update()
        .load(tx)
        .await?;
    let authors: Vec<(Uuid, Uuid)> = initiative_authors::table
        .filter(initiative_authors::initiative_id.eq_any(ids))
        .select((initiative_authors::initiative_id, initiative_authors::person_id))
        .load(tx)
        .await?;
    Ok(rows.into_iter().map(|row| confirmable_initiative(row, &authors)).collect())
}

fn confirmable_initiative(row: InitiativeRow, authors: &[(Uuid, Uuid)]) -> Confirmable {
    let (id, writers, confirmed_by, void_reason, version) = row;
    let own = authors.iter().filter(|(initiative, _)| *initiative == id);
    Confirmable {
        kind: ConfirmedType::Initiative,
        id,
        subjects: own.map(|(_, person)| Subject { kind: SubjectKind::Person, id: *person }).collect(),
        writers: writers.into(),
        confirmed_by,
        is_voided: void_reason.is_some(),
        version,
    }
}

/// Confirms locked things of one kind.
///
/// # Errors
/// Constraint `written_by_yourself`.
pub async fn confirm(
    tx: &mut AsyncPgConnection,
    kind: ConfirmedType,
    ids: &[Uuid],
    (by, at): (Uuid, DateTime<Utc>),
) -> Result<(), Error> {
    macro_rules! confirm_rows {
        ($table:ident) => {
            diesel::update($table::table.filter($table::id.eq_any(ids)))
                .set((
                    $table::confirmed_by.eq(by),
                    $table::confirmed_at.eq(at),
                    $table::version.eq($table::version + 1),
                    $table::updated_at.eq(at),
                ))
                .execute(tx)
                .await?
        };
    }
    match kind {
        ConfirmedType::Fact => confirm_rows!(facts),
        ConfirmedType::Initiative => confirm_rows!(initiatives),
        ConfirmedType::Award => confirm_rows!(awards),
    };
    Ok(())
}
