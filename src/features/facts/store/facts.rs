//! Reads and writes of facts.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Fact;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::facts;
use crate::features::facts::rules::FactKind;
use crate::features::people::rules::SubjectKind;

/// Which facts a list shows.
#[derive(Debug, Default)]
pub struct FactFilter {
    /// Only facts about one of these subjects, and about one of each list.
    pub subjects: Vec<Vec<Uuid>>,
    /// Only facts about this kind of subject.
    pub subject_kind: Option<SubjectKind>,
    /// Only facts of this kind.
    pub kind: Option<FactKind>,
    /// Only facts of this year, and holds on one of its days: the year, its first day and the one of the next year.
    pub year: Option<(i32, NaiveDate, NaiveDate)>,
    /// Only confirmed ones, or only the others.
    pub is_confirmed: Option<bool>,
    /// Only what was voided; otherwise only what was not.
    pub is_voided: bool,
}

/// A fact.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Fact, Error> {
    Ok(facts::table.find(id).select(Fact::as_select()).first(&mut conn).await?)
}

/// A fact, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Fact, Error> {
    Ok(facts::table.find(id).for_no_key_update().select(Fact::as_select()).first(tx).await?)
}

/// The facts of a kind of which some subjects have one a year: subject, year, id.
pub async fn find_only(
    mut conn: &AsyncPgConnection,
    kind: FactKind,
    subject_ids: &[Uuid],
    years: &[i32],
) -> Result<Vec<(Uuid, i32, Uuid)>, Error> {
    let rows: Vec<(Uuid, Option<i32>, Uuid)> = facts::table
        .filter(facts::kind.eq(kind))
        .filter(facts::subject_id.eq_any(subject_ids))
        .filter(facts::year.eq_any(years))
        .filter(facts::void_reason.is_null())
        .select((facts::subject_id, facts::year, facts::id))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(subject, year, id)| Some((subject, year?, id))).collect())
}

/// Facts, the newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &FactFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Fact>, Error> {
    let mut query = page.only_updated(facts::table.select(Fact::as_select()).into_boxed(), facts::updated_at);
    for subjects in &filter.subjects {
        query = query.filter(facts::subject_id.eq_any(subjects));
    }
    query = match filter.subject_kind {
        Some(SubjectKind::Person) => query.filter(facts::person_id.is_not_null()),
        Some(SubjectKind::Unit) => query.filter(facts::unit_id.is_not_null()),
        Some(SubjectKind::Household) => query.filter(facts::household_id.is_not_null()),
        None => query,
    };
    if let Some(kind) = filter.kind {
        query = query.filter(facts::kind.eq(kind));
    }
    if let Some((year, starts_on, ends_before)) = filter.year {
        let lasts = facts::ends_before.is_null().or(facts::ends_before.gt(starts_on));
        let touches = facts::starts_on.lt(ends_before).and(lasts);
        query = query.filter(facts::year.eq(year).or(touches));
    }
    query = match filter.is_confirmed {
        Some(true) => query.filter(facts::confirmed_by.is_not_null()),
        Some(false) => query.filter(facts::confirmed_by.is_null()),
        None => query,
    };
    query = if filter.is_voided {
        query.filter(facts::void_reason.is_not_null())
    } else {
        query.filter(facts::void_reason.is_null())
    };
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(facts::id.lt(before));
    }
    Ok(query.order(facts::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes facts.
///
/// # Errors
/// [`Error::Conflict`] when somebody wrote what there is once a year meanwhile.
pub async fn create(tx: &mut AsyncPgConnection, new: &[Fact]) -> Result<(), Error> {
    let row = |fact: &Fact| {
        (
            (
                facts::id.eq(fact.id),
                facts::kind.eq(fact.kind),
                facts::person_id.eq(fact.person_id),
                facts::unit_id.eq(fact.unit_id),
                facts::household_id.eq(fact.household_id),
                facts::year.eq(fact.year),
                facts::starts_on.eq(fact.starts_on),
                facts::ends_before.eq(fact.ends_before),
                facts::details.eq(fact.details.clone()),
            ),
            (
                facts::source.eq(fact.source.clone()),
                facts::document_id.eq(fact.document_id),
                facts::written_by.eq(fact.written_by),
                facts::writers.eq(fact.writers.0.clone()),
                facts::confirmed_by.eq(fact.confirmed_by),
                facts::confirmed_at.eq(fact.confirmed_at),
                facts::version.eq(fact.version),
                facts::created_at.eq(fact.created_at),
                facts::updated_at.eq(fact.updated_at),
            ),
        )
    };
    // One is a statement that is prepared once, many are one that is prepared every time.
    let written = match new {
        [only] => diesel::insert_into(facts::table).values(row(only)).execute(tx).await,
        many => {
            let rows: Vec<_> = many.iter().map(row).collect();
            diesel::insert_into(facts::table).values(rows).execute(tx).await
        }
    };
    written.map_err(|error| came_first(error.into(), &ONLY))?;
    Ok(())
}

/// The constraints of what there is once a year.
const ONLY: [&str; 2] = ["task_rating_already_there", "unit_figures_already_there"];

/// Somebody wrote the same a moment ago: the same work, tried again, finds it.
#[must_use]
pub fn came_first(error: Error, constraints: &[&str]) -> Error {
    match error {
        Error::Constraint(name) if constraints.contains(&name.as_str()) => Error::Conflict(name),
        other => other,
    }
}

/// Rewrites what can change of a locked fact.
///
/// # Errors
/// [`Error::Conflict`] when somebody wrote what there is once a year meanwhile.
pub async fn update(tx: &mut AsyncPgConnection, fact: &Fact) -> Result<(), Error> {
    diesel::update(facts::table.find(fact.id))
        .set((
            facts::year.eq(fact.year),
            facts::starts_on.eq(fact.starts_on),
            facts::ends_before.eq(fact.ends_before),
            facts::details.eq(&fact.details),
            facts::source.eq(&fact.source),
            facts::document_id.eq(fact.document_id),
            facts::written_by.eq(fact.written_by),
            facts::writers.eq(&fact.writers.0),
            facts::confirmed_by.eq(fact.confirmed_by),
            facts::confirmed_at.eq(fact.confirmed_at),
            facts::void_reason.eq(&fact.void_reason),
            facts::version.eq(fact.version),
            facts::updated_at.eq(fact.updated_at),
        ))
        .execute(tx)
        .await
        .map_err(|error| came_first(error.into(), &ONLY))?;
    Ok(())
}
