//! SQL of the award catalogue.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{AwardKind, AwardLevel, Certainty, RecipientKind};
use crate::db::Error;
use crate::db::schema::award_types;
use crate::text_columns;

text_columns!(AwardKind, AwardLevel, Certainty);

/// A title or a form, between two days.
#[derive(Debug, Clone, Queryable, Selectable)]
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
}

impl AwardType {
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
    limit: i64,
) -> Result<Vec<AwardType>, Error> {
    use award_types::{ends_before, id, rank, starts_on};
    let mut query = award_types::table
        .filter(starts_on.le(filter.as_of))
        .filter(ends_before.is_null().or(ends_before.gt(filter.as_of)))
        .order((rank, id))
        .limit(limit)
        .select(AwardType::as_select())
        .into_boxed();
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
    if let Some((after_rank, after_id)) = after {
        query = query.filter(rank.gt(after_rank).or(rank.eq(after_rank).and(id.gt(after_id))));
    }
    Ok(query.load(&mut conn).await?)
}

/// One award.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<AwardType, Error> {
    Ok(award_types::table.find(id).select(AwardType::as_select()).first(&mut conn).await?)
}

/// The ids that are in the catalogue.
pub async fn existing_ids(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    Ok(award_types::table.filter(award_types::id.eq_any(ids)).select(award_types::id).load(&mut conn).await?)
}
