//! The rows of the register.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::vietnamese::folded;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{award_types, awards};
use crate::db::search::Patterns;
use crate::features::awards::rules::{AwardOrigin, CatalogueAward, CommendationKind};
use crate::features::facts::store::came_first;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::filter_words;
use crate::operations::subjects::{SubjectColumns, SubjectNames};
use crate::text_columns;

text_columns!(AwardOrigin);

/// An award of the register.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = awards)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Award {
    pub id: Uuid,
    pub origin: AwardOrigin,
    pub person_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub award_code: String,
    pub achievement_year: i32,
    pub starts_on: Option<NaiveDate>,
    pub ends_before: Option<NaiveDate>,
    pub decided_on: NaiveDate,
    pub decision_number: String,
    pub decided_by: String,
    pub document_id: Option<Uuid>,
    pub commendation_kind: CommendationKind,
    pub campaign_id: Option<Uuid>,
    pub achievement: Option<String>,
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
    pub decision_id: Option<Uuid>,
    pub revoked_on: Option<NaiveDate>,
    pub recipient_name: Option<String>,
}

impl Award {
    /// To whom it was given.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }

    /// The recipient's name as it was printed; one who is among those known, where that is not kept.
    #[must_use]
    pub fn printed_name(&self, names: &SubjectNames) -> String {
        self.recipient_name.clone().unwrap_or_else(|| names.reference(self.subject()).name)
    }

    /// Whether it counts: it was decided here or somebody else confirmed it, and it was neither voided nor revoked.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.void_reason.is_none() && (self.origin == AwardOrigin::Decision || self.confirmed_by.is_some())
    }

    /// Where it stands among the awards of its subject.
    #[must_use]
    pub fn place(&self) -> AwardPlace {
        let (code, number) = (self.award_code.clone(), self.decision_number.clone());
        AwardPlace::new((self.subject().id, code, self.achievement_year, self.commendation_kind, number))
    }
}

/// Which awards a list shows.
#[derive(Debug, Default)]
pub struct AwardFilter {
    /// Only awards of one of these subjects, and of one of each list.
    pub subjects: Vec<Vec<Uuid>>,
    /// Only awards of this kind of subject.
    pub subject_kind: Option<SubjectKind>,
    /// Only those of units, whatever is asked for.
    pub is_of_units: bool,
    /// Words that must all stand in code, recipient, decision, decider or achievement.
    pub words: Option<Patterns>,
    /// Only this award.
    pub award_code: Option<String>,
    /// Only of this achievement year.
    pub achievement_year: Option<i32>,
    /// Only confirmed ones, or only the others.
    pub is_confirmed: Option<bool>,
    /// Only what was voided; otherwise only what was not.
    pub is_voided: bool,
    /// Only what was granted on this award.
    pub relies_on: Option<Uuid>,
    /// Only what was given for this campaign.
    pub campaign: Option<Uuid>,
    /// Only what comes from here.
    pub origin: Option<AwardOrigin>,
    /// Only what was decided by this day and not revoked by then.
    pub as_of: Option<NaiveDate>,
}

diesel::define_sql_function! {
    /// The awards that were granted on nominations whose appraisal rests on an award.
    fn awards_relying_on(award: SqlUuid) -> Array<SqlUuid>;
}

/// An award of the register.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Award, Error> {
    Ok(awards::table.find(id).select(Award::as_select()).first(&mut conn).await?)
}

/// Some awards of the register, by their ids.
pub async fn find_all(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Award>, Error> {
    let own = awards::table.filter(awards::id.eq_any(ids)).select(Award::as_select());
    let rows: Vec<Award> = own.load(&mut conn).await?;
    Ok(rows.into_iter().map(|award| (award.id, award)).collect())
}

/// An award, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Award, Error> {
    Ok(awards::table.find(id).for_no_key_update().select(Award::as_select()).first(tx).await?)
}

/// What the catalogue says of some codes, on whatever days.
pub async fn list_catalogue(
    mut conn: &AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<CatalogueAward>, Error> {
    use award_types::{code, ends_before, for_collectives, for_households, for_individuals, starts_on};
    let rows: Vec<(String, bool, bool, bool, NaiveDate, Option<NaiveDate>)> = award_types::table
        .filter(code.eq_any(codes))
        .select((code, for_individuals, for_collectives, for_households, starts_on, ends_before))
        .load(&mut conn)
        .await?;
    let award = |(named, individuals, collectives, households, from, until)| CatalogueAward {
        code: named,
        recipients: [individuals, collectives, households],
        starts_on: from,
        ends_before: until,
    };
    Ok(rows.into_iter().map(award).collect())
}

/// The place of an award among those of a subject, at which there is one. What is given for the work of a year is given once;
/// for sudden achievements and campaigns, once by each decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AwardPlace {
    /// To whom it was given.
    pub subject: Uuid,
    /// The award's code.
    pub code: String,
    /// The year of the achievement.
    pub achievement_year: i32,
    /// For what kind of achievement.
    pub kind: CommendationKind,
    /// The decision, where there can be several.
    pub decision_number: Option<String>,
}

impl AwardPlace {
    fn new(
        (subject, code, achievement_year, kind, number): (Uuid, String, i32, CommendationKind, String),
    ) -> Self {
        let is_repeatable = matches!(kind, CommendationKind::AdHoc | CommendationKind::Campaign);
        Self { subject, code, achievement_year, kind, decision_number: is_repeatable.then_some(number) }
    }
}

/// The awards of some subjects with one of these codes and years, each with its place.
pub async fn list_places(
    mut conn: &AsyncPgConnection,
    subject_ids: &[Uuid],
    codes: &[String],
    years: &[i32],
) -> Result<Vec<(AwardPlace, Uuid)>, Error> {
    use awards::{achievement_year, award_code, commendation_kind, decision_number, id, subject_id};
    let rows: Vec<(Uuid, String, i32, CommendationKind, String, Uuid)> = awards::table
        .filter(subject_id.eq_any(subject_ids))
        .filter(award_code.eq_any(codes))
        .filter(achievement_year.eq_any(years))
        .filter(awards::void_reason.is_null())
        .select((subject_id, award_code, achievement_year, commendation_kind, decision_number, id))
        .load(&mut conn)
        .await?;
    let placed = |(subject, code, year, kind, number, own)| {
        (AwardPlace::new((subject, code, year, kind, number)), own)
    };
    Ok(rows.into_iter().map(placed).collect())
}

/// Awards, the last written first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &AwardFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Award>, Error> {
    let query = awards::table.select(Award::as_select()).into_boxed();
    let mut query = page.only_updated(query, awards::updated_at);
    for subjects in &filter.subjects {
        query = query.filter(awards::subject_id.eq_any(subjects));
    }
    if filter.is_of_units {
        query = query.filter(awards::unit_id.is_not_null());
    }
    query = match filter.subject_kind {
        Some(SubjectKind::Person) => query.filter(awards::person_id.is_not_null()),
        Some(SubjectKind::Unit) => query.filter(awards::unit_id.is_not_null()),
        Some(SubjectKind::Household) => query.filter(awards::household_id.is_not_null()),
        None => query,
    };
    if let Some(words) = &filter.words {
        query = filter_words!(query, awards::search_text, words);
    }
    if let Some(code) = &filter.award_code {
        query = query.filter(awards::award_code.eq(code));
    }
    if let Some(year) = filter.achievement_year {
        query = query.filter(awards::achievement_year.eq(year));
    }
    query = match filter.is_confirmed {
        Some(true) => query.filter(awards::confirmed_by.is_not_null()),
        Some(false) => query.filter(awards::confirmed_by.is_null()),
        None => query,
    };
    query = match (filter.is_voided, filter.as_of) {
        (true, _) => query.filter(awards::void_reason.is_not_null()),
        (false, None) => query.filter(awards::void_reason.is_null()),
        // What was revoked later still held.
        (false, Some(day)) => {
            let revoked_later =
                awards::revoked_on.is_not_null().and(awards::revoked_on.assume_not_null().gt(day));
            query.filter(awards::decided_on.le(day)).filter(awards::void_reason.is_null().or(revoked_later))
        }
    };
    if let Some(campaign) = filter.campaign {
        query = query.filter(awards::campaign_id.eq(campaign));
    }
    if let Some(origin) = filter.origin {
        query = query.filter(awards::origin.eq(origin));
    }
    if let Some(award) = filter.relies_on {
        let relying: Vec<Uuid> = diesel::select(awards_relying_on(award)).get_result(&mut conn).await?;
        query = query.filter(awards::id.eq_any(relying));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(awards::id.lt(before));
    }
    Ok(query.order(awards::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// The constraint that an award is there once.
const ONLY: [&str; 1] = ["award_already_there"];

/// Writes awards.
///
/// # Errors
/// [`Error::Conflict`] when somebody wrote the same award meanwhile.
pub async fn create(tx: &mut AsyncPgConnection, new: &[Award]) -> Result<(), Error> {
    let row = |award: &Award| {
        (
            (
                awards::id.eq(award.id),
                awards::origin.eq(award.origin),
                awards::person_id.eq(award.person_id),
                awards::unit_id.eq(award.unit_id),
                awards::household_id.eq(award.household_id),
                awards::award_code.eq(award.award_code.clone()),
                awards::achievement_year.eq(award.achievement_year),
                awards::starts_on.eq(award.starts_on),
                awards::ends_before.eq(award.ends_before),
                awards::decided_on.eq(award.decided_on),
                awards::decision_number.eq(award.decision_number.clone()),
                awards::decided_by.eq(award.decided_by.clone()),
            ),
            (
                awards::document_id.eq(award.document_id),
                awards::commendation_kind.eq(award.commendation_kind),
                awards::campaign_id.eq(award.campaign_id),
                awards::achievement.eq(award.achievement.clone()),
                awards::search_text.eq(search_text(award)),
                awards::source.eq(award.source.clone()),
                awards::written_by.eq(award.written_by),
                awards::writers.eq(award.writers.0.clone()),
                awards::confirmed_by.eq(award.confirmed_by),
                awards::confirmed_at.eq(award.confirmed_at),
                awards::version.eq(award.version),
                awards::created_at.eq(award.created_at),
                awards::updated_at.eq(award.updated_at),
                awards::decision_id.eq(award.decision_id),
                awards::recipient_name.eq(award.recipient_name.clone()),
            ),
        )
    };
    // One is a statement that is prepared once, many are one that is prepared every time.
    let written = match new {
        [only] => diesel::insert_into(awards::table).values(row(only)).execute(tx).await,
        many => {
            let rows: Vec<_> = many.iter().map(row).collect();
            diesel::insert_into(awards::table).values(rows).execute(tx).await
        }
    };
    written.map_err(|error| came_first(error.into(), &ONLY))?;
    Ok(())
}

/// How many awards are written in one statement: each has some thirty parameters, and a statement 65,535.
const AT_ONCE: usize = 500;

/// Writes awards, however many.
///
/// # Errors
/// As [`create`].
pub async fn create_all(tx: &mut AsyncPgConnection, new: &[Award]) -> Result<(), Error> {
    for some in new.chunks(AT_ONCE) {
        create(tx, some).await?;
    }
    Ok(())
}

/// What a search looks in.
fn search_text(award: &Award) -> String {
    let said = [&award.award_code, &award.decision_number, &award.decided_by];
    let said = said.into_iter().chain(&award.recipient_name).chain(&award.achievement).map(String::as_str);
    folded(&said.collect::<Vec<_>>().join(" "))
}

/// Rewrites what can change of a locked award.
///
/// # Errors
/// [`Error::Conflict`] when somebody wrote the same award meanwhile.
pub async fn update(tx: &mut AsyncPgConnection, award: &Award) -> Result<(), Error> {
    diesel::update(awards::table.find(award.id))
        .set((
            (
                awards::award_code.eq(&award.award_code),
                awards::achievement_year.eq(award.achievement_year),
                awards::starts_on.eq(award.starts_on),
                awards::ends_before.eq(award.ends_before),
                awards::decided_on.eq(award.decided_on),
                awards::decision_number.eq(&award.decision_number),
                awards::decided_by.eq(&award.decided_by),
                awards::document_id.eq(award.document_id),
                awards::commendation_kind.eq(award.commendation_kind),
                awards::campaign_id.eq(award.campaign_id),
                awards::achievement.eq(&award.achievement),
            ),
            (
                awards::search_text.eq(search_text(award)),
                awards::source.eq(&award.source),
                awards::written_by.eq(award.written_by),
                awards::writers.eq(&award.writers.0),
                awards::confirmed_by.eq(award.confirmed_by),
                awards::confirmed_at.eq(award.confirmed_at),
                awards::void_reason.eq(&award.void_reason),
                awards::version.eq(award.version),
                awards::updated_at.eq(award.updated_at),
                awards::revoked_on.eq(award.revoked_on),
                awards::recipient_name.eq(&award.recipient_name),
            ),
        ))
        .execute(tx)
        .await
        .map_err(|error| came_first(error.into(), &ONLY))?;
    Ok(())
}
