//! Award rules.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::text_enum::UnknownText;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::{award_rules, award_types};
use crate::features::catalogue::rules::{
    AwardCode, Certainty, CommendationKind, Condition, Days, RecipientKind, RuleSource, RuleStatus,
    RuleTransition,
};

/// A dated row of an award rule.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = award_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AwardRule {
    pub id: Uuid,
    pub code: String,
    pub award_code: String,
    pub recipient_kind: RecipientKind,
    #[diesel(deserialize_as = Vec<Option<String>>)]
    pub commendation_kinds: CommendationKinds,
    #[diesel(deserialize_as = Value)]
    pub condition: Condition,
    pub basis: String,
    pub clause: String,
    pub certainty: Certainty,
    pub status: RuleStatus,
    pub source: RuleSource,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub verify_after: Option<NaiveDate>,
    pub transition: RuleTransition,
    pub document_id: Option<Uuid>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl AwardRule {
    /// The award it is about.
    #[must_use]
    pub fn award(&self) -> AwardCode {
        AwardCode::new(&self.award_code)
    }

    /// Whether it is another row of the same rule: only one of them is in force on a day.
    #[must_use]
    pub fn is_of_the_same_rule(&self, other: &Self) -> bool {
        let key = |row: &Self| (row.recipient_kind, row.source);
        self.code == other.code && self.award_code == other.award_code && key(self) == key(other)
    }

    /// The days of receipt it holds for.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }
}

/// Kinds of commendation; none stands for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommendationKinds(pub Vec<CommendationKind>);

impl TryFrom<Vec<Option<String>>> for CommendationKinds {
    type Error = UnknownText;

    fn try_from(texts: Vec<Option<String>>) -> Result<Self, UnknownText> {
        texts.into_iter().flatten().map(|text| text.parse()).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<Value> for Condition {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

/// Which rules a list shows.
#[derive(Debug, Default)]
pub struct RuleFilter {
    /// Only those that hold on this day.
    pub as_of: Option<NaiveDate>,
    /// Only those about this award.
    pub award: Option<String>,
    /// Only those about this kind of recipient.
    pub recipient: Option<RecipientKind>,
    /// Only those of this status.
    pub status: Option<RuleStatus>,
    /// Only those of this source.
    pub source: Option<RuleSource>,
}

type Boxed<'a> = award_rules::BoxedQuery<'a, diesel::pg::Pg>;

fn filtered(filter: &RuleFilter) -> Boxed<'_> {
    use award_rules::{award_code, ends_before, recipient_kind, source, starts_on, status};
    let mut query = award_rules::table.into_boxed();
    if let Some(day) = filter.as_of {
        query = query.filter(starts_on.le(day)).filter(ends_before.is_null().or(ends_before.gt(day)));
    }
    if let Some(award) = &filter.award {
        query = query.filter(award_code.eq(award));
    }
    if let Some(kind) = filter.recipient {
        query = query.filter(recipient_kind.eq(kind));
    }
    if let Some(wanted) = filter.status {
        query = query.filter(status.eq(wanted));
    }
    if let Some(wanted) = filter.source {
        query = query.filter(source.eq(wanted));
    }
    query
}

/// Rules by id, after an id, a page at a time.
pub async fn list_rules(
    mut conn: &AsyncPgConnection,
    filter: &RuleFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<AwardRule>, Error> {
    let query = filtered(filter).select(AwardRule::as_select());
    let mut query = page.only_updated(query, award_rules::updated_at);
    page.count(conn, &mut query).await?;
    let later = query.filter(award_rules::id.gt(after.unwrap_or_default()));
    Ok(later.order(award_rules::id).limit(page.limit).load(&mut conn).await?)
}

/// All rules that were not withdrawn about some awards, of all days and both sources, by id.
pub async fn rules_for(
    mut conn: &AsyncPgConnection,
    award_codes: &[String],
) -> Result<Vec<AwardRule>, Error> {
    Ok(award_rules::table
        .filter(award_rules::award_code.eq_any(award_codes))
        .filter(award_rules::status.ne(RuleStatus::Withdrawn))
        .order(award_rules::id)
        .select(AwardRule::as_select())
        .load(&mut conn)
        .await?)
}

/// All rules in force that hold on a day.
pub async fn rules_in_force_on(
    mut conn: &AsyncPgConnection,
    day: NaiveDate,
    award: Option<String>,
) -> Result<Vec<AwardRule>, Error> {
    let filter =
        RuleFilter { as_of: Some(day), award, status: Some(RuleStatus::InForce), ..RuleFilter::default() };
    Ok(filtered(&filter).order(award_rules::id).select(AwardRule::as_select()).load(&mut conn).await?)
}

/// All other rules in force that hold on some of the days of a rule, locked until the transaction ends: what is put in
/// force is judged against them.
pub async fn lock_rules_in_force_beside(
    tx: &mut AsyncPgConnection,
    rule: &AwardRule,
) -> Result<Vec<AwardRule>, Error> {
    use award_rules::{ends_before, id, starts_on, status};
    let far = rule.ends_before.unwrap_or(NaiveDate::MAX);
    Ok(award_rules::table
        .filter(id.ne(rule.id))
        .filter(status.eq(RuleStatus::InForce))
        .filter(ends_before.is_null().or(ends_before.gt(rule.starts_on)))
        .filter(starts_on.lt(far))
        .order(id)
        .for_no_key_update()
        .select(AwardRule::as_select())
        .load(tx)
        .await?)
}

/// One rule.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_rule(mut conn: &AsyncPgConnection, id: Uuid) -> Result<AwardRule, Error> {
    Ok(award_rules::table.find(id).select(AwardRule::as_select()).first(&mut conn).await?)
}

/// One rule, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_rule(tx: &mut AsyncPgConnection, id: Uuid) -> Result<AwardRule, Error> {
    let own = award_rules::table.find(id).for_no_key_update();
    Ok(own.select(AwardRule::as_select()).first(tx).await?)
}

/// The awards of the catalogue, of whatever day, each with who can receive it.
pub async fn known_awards(
    mut conn: &AsyncPgConnection,
) -> Result<HashMap<AwardCode, HashSet<RecipientKind>>, Error> {
    use award_types::{code, for_collectives, for_households, for_individuals};
    let rows: Vec<(String, bool, bool, bool)> = award_types::table
        .select((code, for_individuals, for_collectives, for_households))
        .load(&mut conn)
        .await?;
    let mut known: HashMap<AwardCode, HashSet<RecipientKind>> = HashMap::new();
    for (award, individuals, collectives, households) in rows {
        let answers = RecipientKind::ALL.iter().zip([individuals, collectives, households]);
        let own = answers.filter(|(_, is_for)| *is_for).map(|(kind, _)| *kind);
        known.entry(AwardCode::new(award)).or_default().extend(own);
    }
    Ok(known)
}

/// Writes a rule.
pub async fn create_rule(tx: &mut AsyncPgConnection, rule: &AwardRule) -> Result<(), Error> {
    diesel::insert_into(award_rules::table)
        .values((
            award_rules::id.eq(rule.id),
            award_rules::code.eq(&rule.code),
            award_rules::award_code.eq(&rule.award_code),
            award_rules::recipient_kind.eq(rule.recipient_kind),
            award_rules::source.eq(rule.source),
            award_rules::created_at.eq(rule.created_at),
            changeable(rule)?,
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of a rule.
///
/// # Errors
/// Constraint `award_rule_already_in_force`.
pub async fn update_rule(tx: &mut AsyncPgConnection, rule: &AwardRule) -> Result<(), Error> {
    diesel::update(award_rules::table.find(rule.id)).set(changeable(rule)?).execute(tx).await?;
    Ok(())
}

/// What can change of a rule, as columns.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = award_rules, treat_none_as_null = true)]
struct Changeable {
    commendation_kinds: Vec<&'static str>,
    condition: Value,
    basis: String,
    clause: String,
    certainty: Certainty,
    status: RuleStatus,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
    verify_after: Option<NaiveDate>,
    transition: RuleTransition,
    document_id: Option<Uuid>,
    version: RowVersion,
    updated_at: DateTime<Utc>,
}

fn changeable(rule: &AwardRule) -> Result<Changeable, Error> {
    Ok(Changeable {
        commendation_kinds: rule.commendation_kinds.0.iter().map(|kind| kind.as_str()).collect(),
        condition: to_json(&rule.condition)?,
        basis: rule.basis.clone(),
        clause: rule.clause.clone(),
        certainty: rule.certainty,
        status: rule.status,
        starts_on: rule.starts_on,
        ends_before: rule.ends_before,
        verify_after: rule.verify_after,
        transition: rule.transition,
        document_id: rule.document_id,
        version: rule.version,
        updated_at: rule.updated_at,
    })
}
