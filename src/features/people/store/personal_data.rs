//! SQL of the rules of personal data, and of who read what.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::{personal_data_reads, personal_data_rules};
use crate::features::catalogue::rules::Certainty;
use crate::features::people::rules::personal_data::{PersonalDataDetails, PersonalDataRuleKind};
use crate::text_columns;

text_columns!(PersonalDataRuleKind);

/// A dated rule of what may be done with personal data.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = personal_data_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PersonalDataRule {
    pub id: Uuid,
    pub kind: PersonalDataRuleKind,
    pub code: String,
    pub name: String,
    pub basis: String,
    pub certainty: Certainty,
    #[diesel(deserialize_as = Value)]
    pub details: PersonalDataDetails,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl TryFrom<Value> for PersonalDataDetails {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

/// A reading of personal fields.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = personal_data_reads)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PersonalDataRead {
    pub id: Uuid,
    pub user_id: Uuid,
    pub purpose: String,
    pub operation: String,
    pub person_id: Option<Uuid>,
    pub rows: i32,
    pub request_id: Option<Uuid>,
    pub read_at: DateTime<Utc>,
}

/// The rules of a kind, or all, by id, after an id, a page at a time.
pub async fn list_rules(
    mut conn: &AsyncPgConnection,
    kind: Option<PersonalDataRuleKind>,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<PersonalDataRule>, Error> {
    let query = personal_data_rules::table.select(PersonalDataRule::as_select()).into_boxed();
    let mut query = page.only_updated(query, personal_data_rules::updated_at);
    if let Some(kind) = kind {
        query = query.filter(personal_data_rules::kind.eq(kind));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(personal_data_rules::id.gt(after.unwrap_or_default()));
    Ok(later.order(personal_data_rules::id).limit(page.limit).load(&mut conn).await?)
}

/// The rules of a kind that hold on a day, by code.
pub async fn list_rules_on(
    mut conn: &AsyncPgConnection,
    kind: PersonalDataRuleKind,
    day: NaiveDate,
) -> Result<Vec<PersonalDataRule>, Error> {
    use personal_data_rules::{code, ends_before, starts_on};
    Ok(personal_data_rules::table
        .filter(personal_data_rules::kind.eq(kind))
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)))
        .order(code)
        .select(PersonalDataRule::as_select())
        .load(&mut conn)
        .await?)
}

/// A rule.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_rule(mut conn: &AsyncPgConnection, id: Uuid) -> Result<PersonalDataRule, Error> {
    Ok(personal_data_rules::table.find(id).select(PersonalDataRule::as_select()).first(&mut conn).await?)
}

/// A rule, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_rule(tx: &mut AsyncPgConnection, id: Uuid) -> Result<PersonalDataRule, Error> {
    let own = personal_data_rules::table.find(id).for_no_key_update();
    Ok(own.select(PersonalDataRule::as_select()).first(tx).await?)
}

/// Another rule of the same kind and code that holds on some of these days.
pub async fn find_overlapping_rule(
    mut conn: &AsyncPgConnection,
    rule: &PersonalDataRule,
) -> Result<Option<Uuid>, Error> {
    use personal_data_rules::{code, ends_before, id, kind, starts_on};
    let mut query = personal_data_rules::table
        .filter(id.ne(rule.id))
        .filter(kind.eq(rule.kind))
        .filter(code.eq(&rule.code))
        .filter(ends_before.is_null().or(ends_before.gt(rule.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = rule.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a rule.
///
/// # Errors
/// Constraint `personal_data_rule_already_there`.
pub async fn create_rule(tx: &mut AsyncPgConnection, rule: &PersonalDataRule) -> Result<(), Error> {
    diesel::insert_into(personal_data_rules::table)
        .values((
            personal_data_rules::id.eq(rule.id),
            personal_data_rules::kind.eq(rule.kind),
            personal_data_rules::code.eq(&rule.code),
            personal_data_rules::name.eq(&rule.name),
            personal_data_rules::basis.eq(&rule.basis),
            personal_data_rules::certainty.eq(rule.certainty),
            personal_data_rules::details.eq(to_json(&rule.details)?),
            personal_data_rules::starts_on.eq(rule.starts_on),
            personal_data_rules::ends_before.eq(rule.ends_before),
            personal_data_rules::version.eq(rule.version),
            personal_data_rules::created_at.eq(rule.created_at),
            personal_data_rules::updated_at.eq(rule.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of a rule.
///
/// # Errors
/// Constraint `personal_data_rule_already_there`.
pub async fn update_rule(tx: &mut AsyncPgConnection, rule: &PersonalDataRule) -> Result<(), Error> {
    diesel::update(personal_data_rules::table.find(rule.id))
        .set((
            personal_data_rules::name.eq(&rule.name),
            personal_data_rules::basis.eq(&rule.basis),
            personal_data_rules::certainty.eq(rule.certainty),
            personal_data_rules::details.eq(to_json(&rule.details)?),
            personal_data_rules::starts_on.eq(rule.starts_on),
            personal_data_rules::ends_before.eq(rule.ends_before),
            personal_data_rules::version.eq(rule.version),
            personal_data_rules::updated_at.eq(rule.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that somebody read personal fields.
pub async fn note_read(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    (purpose, operation): (&str, &str),
    (person_id, rows): (Option<Uuid>, i32),
) -> Result<(), Error> {
    let read = PersonalDataRead {
        id: context.ids.next(),
        user_id: context.actor()?,
        purpose: purpose.to_owned(),
        operation: operation.to_owned(),
        person_id,
        rows,
        request_id: context.request_id,
        read_at: context.at,
    };
    diesel::insert_into(personal_data_reads::table).values(read).execute(tx).await?;
    Ok(())
}

/// Which readings a list shows.
#[derive(Debug, Default)]
pub struct ReadFilter {
    /// Only those of this person.
    pub person_id: Option<Uuid>,
    /// Only those by this user.
    pub user_id: Option<Uuid>,
}

/// Who read personal fields, the latest first, before an id, a page at a time.
pub async fn list_reads(
    mut conn: &AsyncPgConnection,
    filter: &ReadFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<PersonalDataRead>, Error> {
    let query = personal_data_reads::table.select(PersonalDataRead::as_select()).into_boxed();
    let mut query = page.only_updated(query, personal_data_reads::read_at);
    if let Some(person) = filter.person_id {
        query = query.filter(personal_data_reads::person_id.eq(person));
    }
    if let Some(user) = filter.user_id {
        query = query.filter(personal_data_reads::user_id.eq(user));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(personal_data_reads::id.lt(before));
    }
    Ok(query.order(personal_data_reads::id.desc()).limit(page.limit).load(&mut conn).await?)
}
