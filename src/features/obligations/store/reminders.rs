//! SQL of reminders: what was sent, and what is to be sent today.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::due::of_units;
use crate::auth::policy::Role;
use crate::core::groups::group;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::reminders;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::rules::reminders::{GRACE_DAYS, ReminderRecipient};

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Reminder {
    pub id: Uuid,
    pub rule_id: Uuid,
    pub kind: ObligationKind,
    pub days: i32,
    pub campaign_id: Uuid,
    pub period_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub due_on: NaiveDate,
    pub recipient_unit_id: Uuid,
    pub recipient_role: Role,
    pub sent_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
}

/// A reminder as an answer needs it.
#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = reminders)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReminderRow {
    pub id: Uuid,
    pub kind: ObligationKind,
    pub days: i32,
    pub campaign_id: Uuid,
    pub period_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub due_on: NaiveDate,
    pub recipient_unit_id: Uuid,
    pub recipient_role: String,
    pub sent_at: DateTime<Utc>,
}

/// All reminders.
const REMINDERS: &str = "
    SELECT id, kind, days, campaign_id, period_id, unit_id, due_on, recipient_unit_id, recipient_role, sent_at
    FROM reminders AS reminder";

/// A reminder to be sent.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PendingReminder {
    #[diesel(sql_type = SqlUuid)]
    pub rule_id: Uuid,
    #[diesel(sql_type = Text)]
    pub kind: ObligationKind,
    #[diesel(sql_type = Integer)]
    pub days: i32,
    #[diesel(sql_type = Text)]
    pub recipient: ReminderRecipient,
    #[diesel(sql_type = SqlUuid)]
    pub campaign_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub period_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub unit_id: Option<Uuid>,
    #[diesel(sql_type = Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = SqlUuid)]
    pub recipient_unit_id: Uuid,
}

/// Periods that can be opened: due from standing offices.
const PERIODS_TO_OPEN: &str = "
    SELECT 'OPEN_PERIOD', campaign.id, NULL::uuid, period.id, NULL::uuid, period.opens_on, 1::bigint
    FROM reporting_periods AS period
    JOIN campaigns AS campaign ON campaign.id = period.campaign_id AND campaign.status IN ('LAUNCHED', 'IN_REVIEW')
    WHERE period.status = 'PLANNED'";

/// The reminders that the rules ask for on a day and that were not sent, up to a limit.
pub async fn pending(
    mut conn: &AsyncPgConnection,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<PendingReminder>, Error> {
    let of_units = of_units("$1", None);
    let sql = format!(
        "SELECT * FROM (
            SELECT rule.id AS rule_id, rule.kind, rule.days, rule.recipient, owed.campaign_id, owed.period_id, owed.unit_id,
                owed.due_on, CASE rule.recipient WHEN 'UNIT' THEN owed.unit_id WHEN 'PARENT_UNIT' THEN unit_parent_on(owed.unit_id, $1)
                    ELSE campaign.launching_unit_id END AS recipient_unit_id
            FROM reminder_rules AS rule
            JOIN ({of_units} UNION ALL {PERIODS_TO_OPEN}) AS owed ON owed.kind = rule.kind
                AND $1 BETWEEN owed.due_on + rule.days AND owed.due_on + rule.days + $2
                -- A reminder before the last day is of no use after it.
                AND (rule.days > 0 OR $1 <= owed.due_on)
            JOIN campaigns AS campaign ON campaign.id = owed.campaign_id
            WHERE rule.starts_on <= $1 AND (rule.ends_before IS NULL OR rule.ends_before > $1)
        ) AS said
        WHERE recipient_unit_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM reminders AS sent
            WHERE sent.rule_id = said.rule_id AND sent.campaign_id = said.campaign_id AND sent.due_on = said.due_on
                AND sent.period_id IS NOT DISTINCT FROM said.period_id
                AND sent.unit_id IS NOT DISTINCT FROM said.unit_id)
        ORDER BY campaign_id, due_on, unit_id, rule_id LIMIT $3"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(day)
        .bind::<Integer, _>(GRACE_DAYS)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?)
}

impl PendingReminder {
    /// The reminder that it becomes.
    #[must_use]
    pub const fn into_reminder(self, id: Uuid, today: NaiveDate, now: DateTime<Utc>) -> Reminder {
        Reminder {
            id,
            rule_id: self.rule_id,
            kind: self.kind,
            days: self.days,
            campaign_id: self.campaign_id,
            period_id: self.period_id,
            unit_id: self.unit_id,
            due_on: self.due_on,
            recipient_unit_id: self.recipient_unit_id,
            recipient_role: self.recipient.role(),
            sent_on: today,
            sent_at: now,
        }
    }
}

/// Writes reminders; returns the ids of those that were not sent before.
pub async fn send(tx: &mut AsyncPgConnection, rows: &[Reminder]) -> Result<Vec<Uuid>, Error> {
    let row = |one: &Reminder| {
        (
            reminders::id.eq(one.id),
            reminders::rule_id.eq(one.rule_id),
            reminders::kind.eq(one.kind),
            reminders::days.eq(one.days),
            reminders::campaign_id.eq(one.campaign_id),
            reminders::period_id.eq(one.period_id),
            reminders::unit_id.eq(one.unit_id),
            reminders::due_on.eq(one.due_on),
            reminders::recipient_unit_id.eq(one.recipient_unit_id),
            reminders::recipient_role.eq(one.recipient_role.as_str()),
            reminders::sent_on.eq(one.sent_on),
            reminders::sent_at.eq(one.sent_at),
        )
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    Ok(diesel::insert_into(reminders::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(reminders::id)
        .get_results(tx)
        .await?)
}

/// A role and a unit over which somebody has it; `None` means all units.
pub type Address = (Role, Option<Uuid>);

/// A reminder.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReminderRow, Error> {
    let sql = format!("{REMINDERS} WHERE reminder.id = $1");
    Ok(diesel::sql_query(sql).bind::<SqlUuid, _>(id).get_result(&mut conn).await?)
}

/// The reminders to these addresses, newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    addresses: &[Address],
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ReminderRow>, Error> {
    use reminders::{id, recipient_role, recipient_unit_id, sent_at};
    let everywhere = addresses.iter().filter(|(_, unit)| unit.is_none()).map(|(role, _)| role.as_str());
    let to_all = recipient_role.eq_any(everywhere.collect::<Vec<_>>());
    let mut query = reminders::table.filter(to_all).select(ReminderRow::as_select()).into_boxed();
    let own = addresses.iter().filter_map(|(role, unit)| Some((role.as_str(), (*unit)?)));
    for (role, units) in group(own) {
        query = query.or_filter(recipient_role.eq(role).and(recipient_unit_id.eq_any(units)));
    }
    query = page.only_updated(query, sent_at);
    page.count(conn, &mut query).await?;
    if page.updated.is_none() {
        return list_newest(conn, addresses, before, page.limit).await;
    }
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// The newest reminders to these addresses before an id, whenever they were sent.
async fn list_newest(
    mut conn: &AsyncPgConnection,
    addresses: &[Address],
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ReminderRow>, Error> {
    // An index finds the newest of each address, however many reminders others have.
    let sql = format!(
        "{REMINDERS} WHERE reminder.id IN (
            SELECT found.id FROM unnest($1) AS everywhere (role), LATERAL (
                SELECT id FROM reminders WHERE recipient_role = everywhere.role AND ($4 IS NULL OR id < $4)
                ORDER BY id DESC LIMIT $5) AS found
            UNION ALL
            SELECT found.id FROM unnest($2, $3) AS own (role, unit_id), LATERAL (
                SELECT id FROM reminders
                WHERE recipient_unit_id = own.unit_id AND recipient_role = own.role AND ($4 IS NULL OR id < $4)
                ORDER BY id DESC LIMIT $5) AS found
            ORDER BY id DESC LIMIT $5)
        ORDER BY reminder.id DESC"
    );
    let everywhere: Vec<&str> =
        addresses.iter().filter(|(_, unit)| unit.is_none()).map(|(role, _)| role.as_str()).collect();
    let own = addresses.iter().filter_map(|(role, unit)| Some((role.as_str(), (*unit)?)));
    let (roles, units): (Vec<&str>, Vec<Uuid>) = own.unzip();
    Ok(diesel::sql_query(sql)
        .bind::<Array<Text>, _>(everywhere)
        .bind::<Array<Text>, _>(roles)
        .bind::<Array<SqlUuid>, _>(units)
        .bind::<Nullable<SqlUuid>, _>(before)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?)
}
