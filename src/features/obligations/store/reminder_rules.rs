//! SQL of reminder rules: dated rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::reminder_rules;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::rules::reminders::ReminderRecipient;

/// When whom is reminded of what, from day to day.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reminder_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReminderRule {
    pub id: Uuid,
    #[diesel(deserialize_as = String)]
    pub kind: ObligationKind,
    pub days: i32,
    #[diesel(deserialize_as = String)]
    pub recipient: ReminderRecipient,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// All rules, by id.
///
/// # Errors
/// [`Error`] of the database.
pub async fn list(
    mut conn: &AsyncPgConnection,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ReminderRule>, Error> {
    Ok(reminder_rules::table
        .filter(reminder_rules::id.gt(after.unwrap_or(Uuid::nil())))
        .order(reminder_rules::id)
        .limit(limit)
        .select(ReminderRule::as_select())
        .load(&mut conn)
        .await?)
}

/// One rule.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReminderRule, Error> {
    Ok(reminder_rules::table.find(id).select(ReminderRule::as_select()).first(&mut conn).await?)
}

/// One rule, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReminderRule, Error> {
    let own = reminder_rules::table.find(id).for_update();
    Ok(own.select(ReminderRule::as_select()).first(tx).await?)
}

/// Writes a new rule.
///
/// # Errors
/// Constraint `reminder_rules_overlap`.
pub async fn create(tx: &mut AsyncPgConnection, rule: &ReminderRule) -> Result<(), Error> {
    diesel::insert_into(reminder_rules::table)
        .values((
            reminder_rules::id.eq(rule.id),
            columns(rule),
            reminder_rules::created_at.eq(rule.created_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes a rule anew.
///
/// # Errors
/// Constraint `reminder_rules_overlap`.
pub async fn update(tx: &mut AsyncPgConnection, rule: &ReminderRule) -> Result<(), Error> {
    diesel::update(reminder_rules::table.find(rule.id)).set(columns(rule)).execute(tx).await?;
    Ok(())
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = reminder_rules)]
#[diesel(treat_none_as_null = true)]
struct Columns {
    kind: &'static str,
    days: i32,
    recipient: &'static str,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
    version: i32,
    updated_at: DateTime<Utc>,
}

fn columns(rule: &ReminderRule) -> Columns {
    Columns {
        kind: rule.kind.as_str(),
        days: rule.days,
        recipient: rule.recipient.as_str(),
        starts_on: rule.starts_on,
        ends_before: rule.ends_before,
        version: rule.version,
        updated_at: rule.updated_at,
    }
}
