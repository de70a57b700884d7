//! SQL of public reading: lists of launched campaigns, and what a verification code stands for.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::StageFilter;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{award_types, awards, campaigns, decision_lines};
use crate::db::search::Patterns;
use crate::features::campaigns::rules::CampaignStatus;
use crate::features::people::rules::Subject;
use crate::filter_words;
use crate::operations::subjects::SubjectColumns;

/// Which campaigns a list shows.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Their stage.
    pub stage: StageFilter,
    /// Only campaigns that run on a day of this year.
    pub year: Option<i32>,
    /// Words that must all stand in title, theme or code.
    pub words: Option<Patterns>,
}

/// A launched campaign as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PublicCampaignRow {
    pub id: Uuid,
    #[diesel(deserialize_as = String)]
    pub status: CampaignStatus,
    pub code: Option<String>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub theme: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub sort_day: NaiveDate,
}

/// Launched campaigns, the latest first, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    after: Option<(NaiveDate, Uuid)>,
    page: &PageRead,
) -> Result<Vec<PublicCampaignRow>, Error> {
    let statuses: Vec<&str> = filter.stage.statuses.iter().map(|status| status.as_str()).collect();
    let mut query = campaigns::table
        .filter(campaigns::status.eq_any(statuses))
        .filter(campaigns::slug.is_not_null())
        .select((
            campaigns::id,
            campaigns::status,
            campaigns::code,
            campaigns::slug,
            campaigns::title,
            campaigns::theme,
            campaigns::starts_on,
            campaigns::ends_on,
            campaigns::sort_day,
        ))
        .into_boxed();
    query = page.only_updated(query, campaigns::updated_at);
    if let Some(day) = filter.stage.starts_after {
        query = query.filter(campaigns::starts_on.gt(day));
    }
    if let Some(day) = filter.stage.started_by {
        query = query.filter(campaigns::starts_on.le(day));
    }
    if let Some(day) = filter.stage.ends_from {
        query = query.filter(campaigns::ends_on.ge(day));
    }
    if let Some(day) = filter.stage.ended_before {
        query = query.filter(campaigns::ends_on.lt(day));
    }
    let ends = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
    if let Some((first, last)) = filter.year.and_then(ends) {
        query = query.filter(campaigns::starts_on.le(last)).filter(campaigns::ends_on.ge(first));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, campaigns::search_text, words);
    }
    page.count(conn, &mut query).await?;
    if let Some((day, id)) = after {
        let later = campaigns::sort_day.eq(day).and(campaigns::id.lt(id));
        query = query.filter(campaigns::sort_day.lt(day).or(later));
    }
    let sorted = query.order((campaigns::sort_day.desc(), campaigns::id.desc()));
    Ok(sorted.limit(page.limit).load(&mut conn).await?)
}

/// An award as its verification code shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct VerifiedAward {
    pub person_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub recipient_name: Option<String>,
    pub award_code: String,
    /// The name of the award, from its last row in the catalogue.
    pub award_name: Option<String>,
    pub achievement_year: i32,
    pub achievement: Option<String>,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub decided_by: String,
    pub revoked_on: Option<NaiveDate>,
    /// Whether it was neither voided nor revoked.
    pub holds: bool,
    pub version: RowVersion,
}

impl VerifiedAward {
    /// To whom it was given.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }
}

/// What a verification code stands for, by the code's digest, in one statement: anybody asks it, as often as they like.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing.
pub async fn find_verified(mut conn: &AsyncPgConnection, digest: &[u8]) -> Result<VerifiedAward, Error> {
    let own = decision_lines::table
        .inner_join(awards::table.on(decision_lines::award_id.eq(awards::id.nullable())))
        .left_join(award_types::table.on(award_types::code.eq(awards::award_code)))
        .filter(decision_lines::verification_hash.eq(digest))
        .order(award_types::starts_on.desc());
    let columns = (
        awards::person_id,
        awards::unit_id,
        awards::household_id,
        awards::recipient_name,
        awards::award_code,
        award_types::name.nullable(),
        awards::achievement_year,
        awards::achievement,
        awards::decision_number,
        awards::decided_on,
        awards::decided_by,
        awards::revoked_on,
        awards::void_reason.is_null(),
        awards::version,
    );
    Ok(own.select(columns).first(&mut conn).await?)
}
