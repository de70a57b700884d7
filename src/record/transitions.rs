//! The history of changes of state, for every thing that has states.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::occurrences::SubjectType;
use crate::core::context::ChangeContext;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::transitions;

/// One change of state.
#[derive(Debug)]
pub struct TransitionRow<'a> {
    /// What kind of thing changed.
    pub subject_type: SubjectType,
    /// Which one.
    pub subject_id: Uuid,
    /// The action, as the API names it.
    pub action: &'a str,
    /// The status before.
    pub from_status: &'a str,
    /// The status after.
    pub to_status: &'a str,
    /// The day from which it holds.
    pub effective_on: NaiveDate,
    /// Why.
    pub reason: Option<&'a str>,
}

/// A change of state as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = transitions)]
#[expect(missing_docs, reason = "the columns are explained by TransitionRow")]
pub struct Transition {
    pub id: Uuid,
    pub action: String,
    pub from_status: String,
    pub to_status: String,
    pub effective_on: NaiveDate,
    pub reason: Option<String>,
    pub actor_id: Uuid,
    pub occurred_at: DateTime<Utc>,
}

/// Writes one step. A step always has somebody who took it.
///
/// # Errors
/// [`Error`] of the database; [`Error::Unexpected`] when the context names nobody.
pub async fn record(
    conn: &mut AsyncPgConnection,
    context: &ChangeContext,
    step: &TransitionRow<'_>,
) -> Result<(), Error> {
    record_all(conn, context, std::slice::from_ref(step)).await
}

/// Writes steps of several things, all in one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_all(
    conn: &mut AsyncPgConnection,
    context: &ChangeContext,
    steps: &[TransitionRow<'_>],
) -> Result<(), Error> {
    let actor = context.actor()?;
    if steps.len() > 1 {
        return record_many(conn, (actor, context), steps).await;
    }
    let Some(step) = steps.first() else { return Ok(()) };
    diesel::insert_into(transitions::table)
        .values((
            transitions::id.eq(Uuid::now_v7()),
            transitions::subject_type.eq(step.subject_type.as_str()),
            transitions::subject_id.eq(step.subject_id),
            transitions::action.eq(step.action),
            transitions::from_status.eq(step.from_status),
            transitions::to_status.eq(step.to_status),
            transitions::effective_on.eq(step.effective_on),
            transitions::reason.eq(step.reason),
            transitions::actor_id.eq(actor),
            transitions::occurred_at.eq(context.at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The same for many rows: columns as arrays, so that the statement does not grow with them.
async fn record_many(
    conn: &mut AsyncPgConnection,
    (actor, context): (Uuid, &ChangeContext),
    steps: &[TransitionRow<'_>],
) -> Result<(), Error> {
    let sql = "INSERT INTO transitions
            (id, subject_type, subject_id, action, from_status, to_status, effective_on, reason, actor_id, occurred_at)
        SELECT id, subject_type, subject_id, action, from_status, to_status, effective_on, reason, $1, $2
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10)
            AS row (id, subject_type, subject_id, action, from_status, to_status, effective_on, reason)";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(actor)
        .bind::<Timestamptz, _>(context.at)
        .bind::<Array<SqlUuid>, _>(steps.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(steps.iter().map(|step| step.subject_type.as_str()).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(steps.iter().map(|step| step.subject_id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(steps.iter().map(|step| step.action).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(steps.iter().map(|step| step.from_status).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(steps.iter().map(|step| step.to_status).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(steps.iter().map(|step| step.effective_on).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(steps.iter().map(|step| step.reason).collect::<Vec<_>>())
        .execute(conn)
        .await?;
    Ok(())
}

/// The steps of one thing, oldest first, after the given id.
pub async fn list(
    mut conn: &AsyncPgConnection,
    subject_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Transition>, Error> {
    let own =
        transitions::table.filter(transitions::subject_id.eq(subject_id)).select(Transition::as_select());
    let mut own = page.only_updated(own.into_boxed(), transitions::occurred_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(transitions::id.gt(after.unwrap_or_default()));
    Ok(later.order(transitions::id).limit(page.limit).load(&mut conn).await?)
}
