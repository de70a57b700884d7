//! SQL of readiness rules: dated clauses.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::readiness_rules;
use crate::features::campaigns::rules::readiness::{Certainty, Clause, ReadinessItem};
use crate::text_columns;

text_columns!(ReadinessItem);

/// A dated clause.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = readiness_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReadinessRule {
    pub id: Uuid,
    pub item: ReadinessItem,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub clause: String,
    #[diesel(deserialize_as = String)]
    pub certainty: Certainty,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The clauses in force on a day.
pub async fn clauses_on(mut conn: &AsyncPgConnection, day: NaiveDate) -> Result<Vec<Clause>, Error> {
    let rows: Vec<ReadinessRule> = readiness_rules::table
        .filter(readiness_rules::starts_on.le(day))
        .filter(readiness_rules::ends_before.is_null().or(readiness_rules::ends_before.gt(day)))
        .select(ReadinessRule::as_select())
        .load(&mut conn)
        .await?;
    let clause = |row: ReadinessRule| Clause { item: row.item, clause: row.clause, certainty: row.certainty };
    Ok(rows.into_iter().map(clause).collect())
}

/// All rules by id, after an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ReadinessRule>, Error> {
    let query = readiness_rules::table.select(ReadinessRule::as_select()).into_boxed();
    let mut query = page.only_updated(query, readiness_rules::updated_at);
    page.count(conn, &mut query).await?;
    let later = query.filter(readiness_rules::id.gt(after.unwrap_or_default()));
    Ok(later.order(readiness_rules::id).limit(page.limit).load(&mut conn).await?)
}

/// One rule.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReadinessRule, Error> {
    Ok(readiness_rules::table.find(id).select(ReadinessRule::as_select()).first(&mut conn).await?)
}

/// One rule, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReadinessRule, Error> {
    let own = readiness_rules::table.find(id).for_no_key_update();
    Ok(own.select(ReadinessRule::as_select()).first(tx).await?)
}

/// Writes a new rule.
///
/// # Errors
/// Constraint `readiness_rules_overlap`.
pub async fn create(tx: &mut AsyncPgConnection, rule: &ReadinessRule) -> Result<(), Error> {
    diesel::insert_into(readiness_rules::table)
        .values((
            readiness_rules::id.eq(rule.id),
            columns(rule),
            readiness_rules::created_at.eq(rule.created_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes a changed rule.
///
/// # Errors
/// Constraint `readiness_rules_overlap`.
pub async fn update(tx: &mut AsyncPgConnection, rule: &ReadinessRule) -> Result<(), Error> {
    diesel::update(readiness_rules::table.find(rule.id)).set(columns(rule)).execute(tx).await?;
    Ok(())
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = readiness_rules)]
#[diesel(treat_none_as_null = true)]
struct RuleColumns<'a> {
    item: &'static str,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
    clause: &'a str,
    certainty: &'static str,
    version: RowVersion,
    updated_at: DateTime<Utc>,
}

fn columns(rule: &ReadinessRule) -> RuleColumns<'_> {
    RuleColumns {
        item: rule.item.as_str(),
        starts_on: rule.starts_on,
        ends_before: rule.ends_before,
        clause: &rule.clause,
        certainty: rule.certainty.as_str(),
        version: rule.version,
        updated_at: rule.updated_at,
    }
}
