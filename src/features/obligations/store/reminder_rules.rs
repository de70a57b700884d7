//! SQL of reminder rules: dated rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::reminder_rules;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::rules::reminders::ReminderRecipient;
use crate::text_columns;

text_columns!(ReminderRecipient);

/// Who is reminded of what, when, and over which days the rule holds.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = reminder_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReminderRule {
    pub id: Uuid,
    pub kind: ObligationKind,
    pub days: i32,
    pub recipient: ReminderRecipient,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// All rules, by id, after an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ReminderRule>, Error> {
    let rules = reminder_rules::table.select(ReminderRule::as_select()).into_boxed();
    let mut rules = page.only_updated(rules, reminder_rules::updated_at);
    page.count(conn, &mut rules).await?;
    let later = rules.filter(reminder_rules::id.gt(after.unwrap_or_default()));
    Ok(later.order(reminder_rules::id).limit(page.limit).load(&mut conn).await?)
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
    let own = reminder_rules::table.find(id).for_no_key_update();
    Ok(own.select(ReminderRule::as_select()).first(tx).await?)
}

/// Another rule of the same kind, days and recipient that holds on some of the same days.
pub async fn find_overlapping(
    mut conn: &AsyncPgConnection,
    rule: &ReminderRule,
) -> Result<Option<Uuid>, Error> {
    let mut query = reminder_rules::table
        .filter(reminder_rules::id.ne(rule.id))
        .filter(reminder_rules::kind.eq(rule.kind))
        .filter(reminder_rules::days.eq(rule.days))
        .filter(reminder_rules::recipient.eq(rule.recipient))
        .filter(reminder_rules::ends_before.is_null().or(reminder_rules::ends_before.gt(rule.starts_on)))
        .order(reminder_rules::starts_on)
        .select(reminder_rules::id)
        .into_boxed();
    if let Some(ends_before) = rule.ends_before {
        query = query.filter(reminder_rules::starts_on.lt(ends_before));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a new rule.
///
/// # Errors
/// Constraint `reminder_rules_overlap`.
pub async fn create(tx: &mut AsyncPgConnection, rule: &ReminderRule) -> Result<(), Error> {
    diesel::insert_into(reminder_rules::table)
        .values((
            reminder_rules::id.eq(rule.id),
            reminder_rules::kind.eq(rule.kind),
            reminder_rules::days.eq(rule.days),
            reminder_rules::recipient.eq(rule.recipient),
            reminder_rules::starts_on.eq(rule.starts_on),
            reminder_rules::ends_before.eq(rule.ends_before),
            reminder_rules::version.eq(rule.version),
            reminder_rules::created_at.eq(rule.created_at),
            reminder_rules::updated_at.eq(rule.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of a rule.
///
/// # Errors
/// Constraint `reminder_rules_overlap`.
pub async fn update(tx: &mut AsyncPgConnection, rule: &ReminderRule) -> Result<(), Error> {
    diesel::update(reminder_rules::table.find(rule.id))
        .set((
            reminder_rules::days.eq(rule.days),
            reminder_rules::starts_on.eq(rule.starts_on),
            reminder_rules::ends_before.eq(rule.ends_before),
            reminder_rules::version.eq(rule.version),
            reminder_rules::updated_at.eq(rule.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
