//! Award types.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::award_types;
use crate::features::catalogue::rules::{
    AwardKind, AwardLevel, Certainty, EvaluationPeriod, Papers, RecipientKind, Voting,
};

/// A title or a form, between two days.
#[expect(clippy::struct_excessive_bools, reason = "the columns are those of the table")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = award_types)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AwardType {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub kind: AwardKind,
    pub level: AwardLevel,
    pub for_individuals: bool,
    pub for_collectives: bool,
    pub for_households: bool,
    pub rank: i32,
    pub decided_by: String,
    pub clause: String,
    pub certainty: Certainty,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub evaluation_period: EvaluationPeriod,
    #[diesel(deserialize_as = Value)]
    pub papers: Papers,
    #[diesel(deserialize_as = Option<Value>)]
    pub voting: SetVoting,
    pub individual_coefficient: Option<Decimal>,
    pub collective_coefficient: Option<Decimal>,
    pub household_coefficient: Option<Decimal>,
    pub coefficient_is_a_limit: bool,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// How a council votes, where that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetVoting(pub Option<Voting>);

impl TryFrom<Value> for Papers {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

impl TryFrom<Option<Value>> for SetVoting {
    type Error = serde_json::Error;

    fn try_from(value: Option<Value>) -> Result<Self, Self::Error> {
        value.map(serde_json::from_value).transpose().map(Self)
    }
}

impl AwardType {
    /// How many base salaries such a recipient gets; none where the law gives no money.
    #[must_use]
    pub const fn coefficient(&self, recipient: RecipientKind) -> Option<Decimal> {
        match recipient {
            RecipientKind::Individual => self.individual_coefficient,
            RecipientKind::Collective => self.collective_coefficient,
            RecipientKind::Household => self.household_coefficient,
        }
    }

    /// Who can receive it.
    #[must_use]
    pub fn recipients(&self) -> Vec<RecipientKind> {
        let answers = [self.for_individuals, self.for_collectives, self.for_households];
        RecipientKind::ALL
            .iter()
            .copied()
            .zip(answers)
            .filter(|(_, is_for)| *is_for)
            .map(|(kind, _)| kind)
            .collect()
    }
}

/// Which awards a list shows.
#[derive(Debug)]
pub struct Filter {
    /// The day of the list.
    pub as_of: NaiveDate,
    /// Only titles, or only forms.
    pub kind: Option<AwardKind>,
    /// Only awards of this level.
    pub level: Option<AwardLevel>,
    /// Only awards for this kind of recipient.
    pub recipient: Option<RecipientKind>,
}

/// The awards of a day, the highest first, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    after: Option<(i32, Uuid)>,
    page: &PageRead,
) -> Result<Vec<AwardType>, Error> {
    use award_types::{ends_before, id, rank, starts_on, updated_at};
    let query = award_types::table
        .filter(starts_on.le(filter.as_of))
        .filter(ends_before.is_null().or(ends_before.gt(filter.as_of)))
        .select(AwardType::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, updated_at);
    if let Some(kind) = filter.kind {
        query = query.filter(award_types::kind.eq(kind));
    }
    if let Some(level) = filter.level {
        query = query.filter(award_types::level.eq(level));
    }
    query = match filter.recipient {
        Some(RecipientKind::Individual) => query.filter(award_types::for_individuals),
        Some(RecipientKind::Collective) => query.filter(award_types::for_collectives),
        Some(RecipientKind::Household) => query.filter(award_types::for_households),
        None => query,
    };
    page.count(conn, &mut query).await?;
    if let Some((after_rank, after_id)) = after {
        query = query.filter(rank.gt(after_rank).or(rank.eq(after_rank).and(id.gt(after_id))));
    }
    Ok(query.order((rank, id)).limit(page.limit).load(&mut conn).await?)
}

/// One award.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<AwardType, Error> {
    Ok(award_types::table.find(id).select(AwardType::as_select()).first(&mut conn).await?)
}

/// The award of a code on a day.
pub async fn find_on(
    mut conn: &AsyncPgConnection,
    code: &str,
    day: NaiveDate,
) -> Result<Option<AwardType>, Error> {
    use award_types::{ends_before, starts_on};
    let own = award_types::table
        .filter(award_types::code.eq(code))
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)));
    Ok(own.select(AwardType::as_select()).first(&mut conn).await.optional()?)
}

/// One award, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_type(tx: &mut AsyncPgConnection, id: Uuid) -> Result<AwardType, Error> {
    Ok(award_types::table.find(id).for_no_key_update().select(AwardType::as_select()).first(tx).await?)
}

/// Another row of the same award that holds on some of these days.
pub async fn find_overlapping_type(
    mut conn: &AsyncPgConnection,
    award: &AwardType,
) -> Result<Option<Uuid>, Error> {
    use award_types::{code, ends_before, id, starts_on};
    let mut query = award_types::table
        .filter(id.ne(award.id))
        .filter(code.eq(&award.code))
        .filter(ends_before.is_null().or(ends_before.gt(award.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = award.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// What kind of award a code stands for on other days.
pub async fn find_kind(mut conn: &AsyncPgConnection, code: &str) -> Result<Option<AwardKind>, Error> {
    let same = award_types::table.filter(award_types::code.eq(code)).select(award_types::kind);
    Ok(same.first(&mut conn).await.optional()?)
}

/// Writes an award.
///
/// # Errors
/// Constraint `award_types_do_not_overlap`.
pub async fn create_type(tx: &mut AsyncPgConnection, award: &AwardType) -> Result<(), Error> {
    diesel::insert_into(award_types::table)
        .values((
            award_types::id.eq(award.id),
            award_types::code.eq(&award.code),
            award_types::kind.eq(award.kind),
            award_types::created_at.eq(award.created_at),
            changeable(award)?,
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of an award.
///
/// # Errors
/// Constraint `award_types_do_not_overlap`.
pub async fn update_type(tx: &mut AsyncPgConnection, award: &AwardType) -> Result<(), Error> {
    diesel::update(award_types::table.find(award.id)).set(changeable(award)?).execute(tx).await?;
    Ok(())
}

/// What can change of an award, as columns.
#[expect(clippy::struct_excessive_bools, reason = "the columns are those of the table")]
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = award_types, treat_none_as_null = true)]
struct Changeable {
    name: String,
    level: AwardLevel,
    for_individuals: bool,
    for_collectives: bool,
    for_households: bool,
    rank: i32,
    decided_by: String,
    clause: String,
    certainty: Certainty,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
    evaluation_period: EvaluationPeriod,
    papers: Value,
    voting: Option<Value>,
    individual_coefficient: Option<Decimal>,
    collective_coefficient: Option<Decimal>,
    household_coefficient: Option<Decimal>,
    coefficient_is_a_limit: bool,
    version: RowVersion,
    updated_at: DateTime<Utc>,
}

fn changeable(award: &AwardType) -> Result<Changeable, Error> {
    Ok(Changeable {
        name: award.name.clone(),
        level: award.level,
        for_individuals: award.for_individuals,
        for_collectives: award.for_collectives,
        for_households: award.for_households,
        rank: award.rank,
        decided_by: award.decided_by.clone(),
        clause: award.clause.clone(),
        certainty: award.certainty,
        starts_on: award.starts_on,
        ends_before: award.ends_before,
        evaluation_period: award.evaluation_period,
        papers: to_json(&award.papers)?,
        voting: award.voting.0.as_ref().map(to_json).transpose()?,
        individual_coefficient: award.individual_coefficient,
        collective_coefficient: award.collective_coefficient,
        household_coefficient: award.household_coefficient,
        coefficient_is_a_limit: award.coefficient_is_a_limit,
        version: award.version,
        updated_at: award.updated_at,
    })
}

/// The ids that are in the catalogue.
pub async fn existing_ids(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    Ok(award_types::table.filter(award_types::id.eq_any(ids)).select(award_types::id).load(&mut conn).await?)
}
