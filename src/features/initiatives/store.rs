//! SQL of initiatives, their authors and their uses.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::rules::{Authorship, InitiativeKind, InitiativeLevel, InitiativeUse};
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{award_types, initiative_authors, initiative_uses, initiatives};
use crate::db::search::Patterns;
use crate::features::facts::store::came_first;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::filter_words;
use crate::insert_rows;

/// An initiative.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = initiatives)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Initiative {
    pub id: Uuid,
    pub code: String,
    pub title: String,
    pub search_text: String,
    pub kind: InitiativeKind,
    pub level: InitiativeLevel,
    pub recognised_by: Option<String>,
    pub decision_number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub document_id: Option<Uuid>,
    pub applied_from: Option<NaiveDate>,
    pub year: i32,
    pub source: String,
    pub written_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Authors and uses of an initiative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authors {
    /// Who had it, the greatest share first.
    pub authors: Vec<Authorship>,
    /// For which awards it was used.
    pub uses: Vec<InitiativeUse>,
}

impl Authors {
    /// The authors as subjects.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let person = |author: &Authorship| Subject { kind: SubjectKind::Person, id: author.person_id };
        self.authors.iter().map(person).collect()
    }
}

/// Which initiatives a list shows.
#[derive(Debug, Default)]
pub struct InitiativeFilter {
    /// Only initiatives of one of these people, and of one of each list.
    pub people: Vec<Vec<Uuid>>,
    /// Words that must all stand in code or title.
    pub words: Option<Patterns>,
    /// Only of this level.
    pub level: Option<InitiativeLevel>,
    /// Only of this kind.
    pub kind: Option<InitiativeKind>,
    /// Only of this year.
    pub year: Option<i32>,
    /// Only confirmed ones, or only the others.
    pub is_confirmed: Option<bool>,
    /// Only what was voided; otherwise only what was not.
    pub is_voided: bool,
}

/// An initiative.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Initiative, Error> {
    Ok(initiatives::table.find(id).select(Initiative::as_select()).first(&mut conn).await?)
}

/// An initiative, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Initiative, Error> {
    Ok(initiatives::table.find(id).for_no_key_update().select(Initiative::as_select()).first(tx).await?)
}

/// Which of these initiatives are there and were not voided.
pub async fn list_valid(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    let own =
        initiatives::table.filter(initiatives::id.eq_any(ids)).filter(initiatives::void_reason.is_null());
    Ok(own.select(initiatives::id).load(&mut conn).await?)
}

/// The initiatives that have one of these codes: code and id.
pub async fn list_by_codes(
    mut conn: &AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<(String, Uuid)>, Error> {
    let own = initiatives::table.filter(initiatives::code.eq_any(codes));
    Ok(own.select((initiatives::code, initiatives::id)).load(&mut conn).await?)
}

/// Authors and uses of one initiative.
pub async fn authors_of(conn: &AsyncPgConnection, id: Uuid) -> Result<Authors, Error> {
    let found = list_authors(conn, &[id]).await?;
    Ok(found.into_iter().next().map(|(_, authors)| authors).unwrap_or_default())
}

/// Authors and uses of initiatives, in the order of the ids.
pub async fn list_authors(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, Authors)>, Error> {
    let authors: Vec<(Uuid, Uuid, Decimal)> = initiative_authors::table
        .filter(initiative_authors::initiative_id.eq_any(ids))
        .order((initiative_authors::share.desc(), initiative_authors::person_id))
        .select((initiative_authors::initiative_id, initiative_authors::person_id, initiative_authors::share))
        .load(&mut conn)
        .await?;
    let uses = list_uses(conn, ids).await?;
    let of = |id: Uuid| Authors {
        authors: authors
            .iter()
            .filter(|(own, ..)| *own == id)
            .map(|(_, person_id, share)| Authorship { person_id: *person_id, share: share.normalize() })
            .collect(),
        uses: uses
            .iter()
            .filter(|(own, ..)| *own == id)
            .map(|(_, person_id, award_code, achievement_year)| InitiativeUse {
                person_id: *person_id,
                award_code: award_code.clone(),
                achievement_year: *achievement_year,
            })
            .collect(),
    };
    Ok(ids.iter().map(|id| (*id, of(*id))).collect())
}

async fn list_uses(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid, String, i32)>, Error> {
    use initiative_uses::{achievement_year, award_code, initiative_id, person_id};
    let own = initiative_uses::table.filter(initiative_id.eq_any(ids));
    let own = own.order((achievement_year, award_code, person_id));
    Ok(own.select((initiative_id, person_id, award_code, achievement_year)).load(&mut conn).await?)
}

/// Which of these codes the catalogue of awards has, on whatever days.
pub async fn existing_award_codes(
    mut conn: &AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<String>, Error> {
    let own = award_types::table.filter(award_types::code.eq_any(codes));
    Ok(own.select(award_types::code).distinct().load(&mut conn).await?)
}

/// Initiatives, the newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &InitiativeFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Initiative>, Error> {
    let query = initiatives::table.select(Initiative::as_select()).into_boxed();
    let mut query = page.only_updated(query, initiatives::updated_at);
    for people in &filter.people {
        let own = initiative_authors::table.filter(initiative_authors::person_id.eq_any(people));
        query = query.filter(initiatives::id.eq_any(own.select(initiative_authors::initiative_id)));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, initiatives::search_text, words);
    }
    if let Some(level) = filter.level {
        query = query.filter(initiatives::level.eq(level));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(initiatives::kind.eq(kind));
    }
    if let Some(year) = filter.year {
        query = query.filter(initiatives::year.eq(year));
    }
    query = match filter.is_confirmed {
        Some(true) => query.filter(initiatives::confirmed_by.is_not_null()),
        Some(false) => query.filter(initiatives::confirmed_by.is_null()),
        None => query,
    };
    query = if filter.is_voided {
        query.filter(initiatives::void_reason.is_not_null())
    } else {
        query.filter(initiatives::void_reason.is_null())
    };
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(initiatives::id.lt(before));
    }
    Ok(query.order(initiatives::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes initiatives with their authors and uses.
///
/// # Errors
/// [`Error::Conflict`] when somebody took a code meanwhile; constraint `shares_exceed_whole`.
pub async fn create(tx: &mut AsyncPgConnection, new: &[(Initiative, Authors)]) -> Result<(), Error> {
    let row = |(one, _): &(Initiative, Authors)| {
        (
            (
                initiatives::id.eq(one.id),
                initiatives::code.eq(one.code.clone()),
                initiatives::title.eq(one.title.clone()),
                initiatives::search_text.eq(one.search_text.clone()),
                initiatives::kind.eq(one.kind),
                initiatives::level.eq(one.level),
                initiatives::recognised_by.eq(one.recognised_by.clone()),
                initiatives::decision_number.eq(one.decision_number.clone()),
                initiatives::decided_on.eq(one.decided_on),
                initiatives::document_id.eq(one.document_id),
            ),
            (
                initiatives::applied_from.eq(one.applied_from),
                initiatives::year.eq(one.year),
                initiatives::source.eq(one.source.clone()),
                initiatives::written_by.eq(one.written_by),
                initiatives::writers.eq(one.writers.0.clone()),
                initiatives::confirmed_by.eq(one.confirmed_by),
                initiatives::confirmed_at.eq(one.confirmed_at),
                initiatives::version.eq(one.version),
                initiatives::created_at.eq(one.created_at),
                initiatives::updated_at.eq(one.updated_at),
            ),
        )
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    let written = diesel::insert_into(initiatives::table).values(rows).execute(&mut *tx).await;
    written.map_err(|error| came_first(error.into(), &["initiative_code_taken"]))?;
    create_authors(tx, new.iter().map(|(one, authors)| (one.id, authors))).await
}

/// Rewrites what can change of a locked initiative.
///
/// # Errors
/// [`Error::Conflict`] when somebody took the code meanwhile.
pub async fn update(tx: &mut AsyncPgConnection, one: &Initiative) -> Result<(), Error> {
    diesel::update(initiatives::table.find(one.id))
        .set((
            (
                initiatives::code.eq(&one.code),
                initiatives::title.eq(&one.title),
                initiatives::search_text.eq(&one.search_text),
                initiatives::kind.eq(one.kind),
                initiatives::level.eq(one.level),
                initiatives::recognised_by.eq(&one.recognised_by),
                initiatives::decision_number.eq(&one.decision_number),
                initiatives::decided_on.eq(one.decided_on),
                initiatives::document_id.eq(one.document_id),
                initiatives::applied_from.eq(one.applied_from),
                initiatives::year.eq(one.year),
            ),
            (
                initiatives::source.eq(&one.source),
                initiatives::written_by.eq(one.written_by),
                initiatives::writers.eq(&one.writers.0),
                initiatives::confirmed_by.eq(one.confirmed_by),
                initiatives::confirmed_at.eq(one.confirmed_at),
                initiatives::void_reason.eq(&one.void_reason),
                initiatives::version.eq(one.version),
                initiatives::updated_at.eq(one.updated_at),
            ),
        ))
        .execute(tx)
        .await
        .map_err(|error| came_first(error.into(), &["initiative_code_taken"]))?;
    Ok(())
}

/// Replaces authors and uses of a locked initiative.
///
/// # Errors
/// Constraint `shares_exceed_whole`.
pub async fn replace_authors(tx: &mut AsyncPgConnection, id: Uuid, authors: &Authors) -> Result<(), Error> {
    let uses = initiative_uses::table.filter(initiative_uses::initiative_id.eq(id));
    diesel::delete(uses).execute(&mut *tx).await?;
    let own = initiative_authors::table.filter(initiative_authors::initiative_id.eq(id));
    diesel::delete(own).execute(&mut *tx).await?;
    create_authors(tx, [(id, authors)].into_iter()).await
}

async fn create_authors<'a>(
    tx: &mut AsyncPgConnection,
    new: impl Iterator<Item = (Uuid, &'a Authors)> + Clone,
) -> Result<(), Error> {
    let author = |id: Uuid, author: &Authorship| {
        (
            initiative_authors::initiative_id.eq(id),
            initiative_authors::person_id.eq(author.person_id),
            initiative_authors::share.eq(author.share),
        )
    };
    let authors = new.clone().flat_map(|(id, of)| of.authors.iter().map(move |one| author(id, one)));
    insert_rows!(initiative_authors::table, authors.collect::<Vec<_>>(), &mut *tx);
    let used = |id: Uuid, used: &InitiativeUse| {
        (
            initiative_uses::initiative_id.eq(id),
            initiative_uses::person_id.eq(used.person_id),
            initiative_uses::award_code.eq(used.award_code.clone()),
            initiative_uses::achievement_year.eq(used.achievement_year),
        )
    };
    let uses = new.flat_map(|(id, of)| of.uses.iter().map(move |one| used(id, one)));
    insert_rows!(initiative_uses::table, uses.collect::<Vec<_>>(), &mut *tx);
    Ok(())
}
