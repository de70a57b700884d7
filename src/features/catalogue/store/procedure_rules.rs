//! Procedure rules: what the law asks around the stages of nominations, from day to day.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::procedure_rules;
use crate::features::catalogue::rules::{
    AwardLevel, Certainty, ProcedureKind, ProcedureRequirement, ProcedureScope,
};
use crate::text_columns;

text_columns!(ProcedureKind);

/// A dated row of a procedure rule.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = procedure_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ProcedureRule {
    pub id: Uuid,
    pub award_code: Option<String>,
    pub award_level: Option<AwardLevel>,
    #[diesel(deserialize_as = Value)]
    pub requirement: ProcedureRequirement,
    pub clause: String,
    pub certainty: Certainty,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub verify_after: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub remind_days_before: Option<i32>,
}

impl TryFrom<Value> for ProcedureRequirement {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

impl ProcedureRule {
    /// Whom it is about.
    #[must_use]
    pub fn scope(&self) -> ProcedureScope<'_> {
        ProcedureScope { award: self.award_code.as_deref(), level: self.award_level }
    }
}

/// Which rows a list shows.
#[derive(Debug, Default)]
pub struct ProcedureFilter {
    /// Only those that hold on this day.
    pub as_of: Option<NaiveDate>,
    /// Only those about this award alone.
    pub award: Option<String>,
    /// Only those of this kind.
    pub kind: Option<ProcedureKind>,
}

/// Rows by id, after an id, a page at a time.
pub async fn list_procedure_rules(
    mut conn: &AsyncPgConnection,
    filter: &ProcedureFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ProcedureRule>, Error> {
    use procedure_rules::{award_code, ends_before, id, kind, starts_on, updated_at};
    let query = procedure_rules::table.select(ProcedureRule::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    if let Some(day) = filter.as_of {
        query = query.filter(starts_on.le(day)).filter(ends_before.is_null().or(ends_before.gt(day)));
    }
    if let Some(award) = &filter.award {
        query = query.filter(award_code.eq(award));
    }
    if let Some(own) = filter.kind {
        query = query.filter(kind.eq(own));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(id.gt(after.unwrap_or_default()));
    Ok(later.order(id).limit(page.limit).load(&mut conn).await?)
}

/// What holds for an award on a day: of each kind and slot the narrowest row.
pub async fn procedure_on(
    mut conn: &AsyncPgConnection,
    (award, level): (&str, Option<AwardLevel>),
    day: NaiveDate,
) -> Result<Vec<ProcedureRule>, Error> {
    use procedure_rules::{award_code, ends_before, id, starts_on};
    let rows: Vec<ProcedureRule> = procedure_rules::table
        .filter(award_code.eq(award).or(award_code.is_null()))
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)))
        .order(id)
        .select(ProcedureRule::as_select())
        .load(&mut conn)
        .await?;
    let mut narrowest: HashMap<(ProcedureKind, String), (u8, ProcedureRule)> = HashMap::new();
    for row in rows {
        let Some(own) = row.scope().narrowness(award, level) else { continue };
        let key = (row.requirement.kind(), row.requirement.slot());
        if narrowest.get(&key).is_none_or(|(other, _)| *other < own) {
            narrowest.insert(key, (own, row));
        }
    }
    let mut rules: Vec<ProcedureRule> = narrowest.into_values().map(|(_, row)| row).collect();
    rules.sort_by_key(|row| row.id);
    Ok(rules)
}

/// One row.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_procedure_rule(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ProcedureRule, Error> {
    Ok(procedure_rules::table.find(id).select(ProcedureRule::as_select()).first(&mut conn).await?)
}

/// One row, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_procedure_rule(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ProcedureRule, Error> {
    let own = procedure_rules::table.find(id).for_no_key_update();
    Ok(own.select(ProcedureRule::as_select()).first(tx).await?)
}

/// Another row about the same that holds on some of these days.
pub async fn find_overlapping_procedure(
    mut conn: &AsyncPgConnection,
    row: &ProcedureRule,
) -> Result<Option<Uuid>, Error> {
    use procedure_rules::{award_code, award_level, ends_before, id, kind, slot, starts_on};
    let mut query = procedure_rules::table
        .filter(id.ne(row.id))
        .filter(kind.eq(row.requirement.kind()))
        .filter(slot.eq(row.requirement.slot()))
        .filter(award_code.is_not_distinct_from(row.award_code.clone()))
        .filter(award_level.is_not_distinct_from(row.award_level.map(AwardLevel::as_str)))
        .filter(ends_before.is_null().or(ends_before.gt(row.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = row.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a row.
///
/// # Errors
/// Constraint `procedure_rule_already_there`.
pub async fn create_procedure_rule(tx: &mut AsyncPgConnection, row: &ProcedureRule) -> Result<(), Error> {
    diesel::insert_into(procedure_rules::table)
        .values((
            procedure_rules::id.eq(row.id),
            procedure_rules::award_code.eq(&row.award_code),
            procedure_rules::award_level.eq(row.award_level.map(AwardLevel::as_str)),
            procedure_rules::kind.eq(row.requirement.kind()),
            procedure_rules::slot.eq(row.requirement.slot()),
            procedure_rules::requirement.eq(to_json(&row.requirement)?),
            procedure_rules::clause.eq(&row.clause),
            procedure_rules::certainty.eq(row.certainty),
            procedure_rules::starts_on.eq(row.starts_on),
            procedure_rules::ends_before.eq(row.ends_before),
            procedure_rules::verify_after.eq(row.verify_after),
            procedure_rules::version.eq(row.version),
            procedure_rules::created_at.eq(row.created_at),
            procedure_rules::updated_at.eq(row.updated_at),
            procedure_rules::remind_days_before.eq(row.remind_days_before),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of a row.
///
/// # Errors
/// Constraint `procedure_rule_already_there`.
pub async fn update_procedure_rule(tx: &mut AsyncPgConnection, row: &ProcedureRule) -> Result<(), Error> {
    diesel::update(procedure_rules::table.find(row.id))
        .set((
            procedure_rules::kind.eq(row.requirement.kind()),
            procedure_rules::slot.eq(row.requirement.slot()),
            procedure_rules::requirement.eq(to_json(&row.requirement)?),
            procedure_rules::clause.eq(&row.clause),
            procedure_rules::certainty.eq(row.certainty),
            procedure_rules::starts_on.eq(row.starts_on),
            procedure_rules::ends_before.eq(row.ends_before),
            procedure_rules::verify_after.eq(row.verify_after),
            procedure_rules::version.eq(row.version),
            procedure_rules::remind_days_before.eq(row.remind_days_before),
            procedure_rules::updated_at.eq(row.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
