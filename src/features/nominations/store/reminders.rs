//! SQL of reminders of the days until which nominations go up.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Nomination;
use crate::auth::policy::Role;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{nomination_reminders, nominations};
use crate::features::nominations::rules::{NominationDeadlineKind, NominationStatus};
use crate::text_columns;

text_columns!(NominationDeadlineKind);

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = nomination_reminders)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NominationReminder {
    pub id: Uuid,
    pub nomination_id: Uuid,
    pub rule_id: Uuid,
    pub kind: NominationDeadlineKind,
    pub due_on: NaiveDate,
    pub recipient_unit_id: Uuid,
    pub recipient_role: Role,
    pub sent_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
}

/// Nominations that can still miss a day: not yet decided on nor given up, nor sent to an authority outside; by id, after an id.
pub async fn list_awaited(
    mut conn: &AsyncPgConnection,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Nomination>, Error> {
    use NominationStatus::{Appraised, Draft, Returned, Submitted, Voted};
    let awaited = [Draft, Returned, Submitted, Appraised, Voted].map(NominationStatus::as_str);
    let own = nominations::table
        .filter(nominations::status.eq_any(awaited))
        .filter(nominations::id.gt(after.unwrap_or(Uuid::nil())))
        .order(nominations::id)
        .limit(limit);
    Ok(own.select(Nomination::as_select()).load(&mut conn).await?)
}

/// Writes reminders; answers the ids of those that were not sent before.
pub async fn create_reminders(
    tx: &mut AsyncPgConnection,
    rows: &[NominationReminder],
) -> Result<Vec<Uuid>, Error> {
    Ok(diesel::insert_into(nomination_reminders::table)
        .values(rows.to_vec())
        .on_conflict_do_nothing()
        .returning(nomination_reminders::id)
        .get_results(tx)
        .await?)
}

/// To whom reminders go: those of these units, or of all, in a role.
pub type ReminderAddress = (Role, Option<Vec<Uuid>>);

/// The reminders to these addresses, the last sent first, before an id, a page at a time.
pub async fn list_reminders(
    mut conn: &AsyncPgConnection,
    [one, other]: &[ReminderAddress; 2],
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<NominationReminder>, Error> {
    use nomination_reminders::{id, recipient_role, recipient_unit_id, sent_at};
    let reaches = |(role, units): &ReminderAddress| {
        let own = recipient_unit_id.eq_any(units.clone().unwrap_or_default());
        recipient_role.eq(*role).and(own.or(units.is_none().into_sql::<Bool>()))
    };
    let query = nomination_reminders::table
        .filter(reaches(one).or(reaches(other)))
        .select(NominationReminder::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, sent_at);
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}
