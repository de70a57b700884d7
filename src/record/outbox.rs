//! The outbox: one thin event for each change that other systems are told of, numbered later by the sequencer.

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::change_record::ChangeRecord;
use super::occurrences::Audience;
use crate::core::context::ChangeContext;
use crate::db::Error;
use crate::db::schema::events;

/// Writes the events of some changes in one statement: columns as arrays, so that it does not grow with its
/// rows.
pub(super) async fn write(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    changes: &[ChangeRecord],
) -> Result<(), Error> {
    let is_published = |change: &&ChangeRecord| change.occurrence.audience() != Audience::AuditOnly;
    let published: Vec<&ChangeRecord> = changes.iter().filter(is_published).collect();
    match published.as_slice() {
        [] => return Ok(()),
        [change] => return write_one(tx, context, change).await,
        _ => {}
    }
    let texts =
        |part: fn(&ChangeRecord) -> &'static str| published.iter().map(|one| part(one)).collect::<Vec<_>>();
    let status = |place: fn(&[Option<String>; 2]) -> &Option<String>| {
        published.iter().map(|one| place(&one.statuses).as_deref()).collect::<Vec<_>>()
    };
    let sql = "INSERT INTO events (id, event_type, subject_type, subject_id, subject_version, occurred_at,
            unit_id, status_before, status_after)
        SELECT id, event_type, subject_type, subject_id, subject_version, $1, unit_id, status_before, status_after
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) AS row
            (id, event_type, subject_type, subject_id, subject_version, unit_id, status_before, status_after)";
    diesel::sql_query(sql)
        .bind::<Timestamptz, _>(context.at)
        .bind::<Array<SqlUuid>, _>(published.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(texts(|change| change.occurrence.as_str()))
        .bind::<Array<Text>, _>(texts(|change| change.occurrence.subject_type().as_str()))
        .bind::<Array<SqlUuid>, _>(published.iter().map(|change| change.subject.id).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(published.iter().map(|change| change.version).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(
            published.iter().map(|one| one.subject.unit_id).collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<Text>>, _>(status(|[before, _]| before))
        .bind::<Array<Nullable<Text>>, _>(status(|[_, after]| after))
        .execute(tx)
        .await?;
    Ok(())
}

/// A single row is a statement that is prepared once.
async fn write_one(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    change: &ChangeRecord,
) -> Result<(), Error> {
    diesel::insert_into(events::table)
        .values((
            events::id.eq(Uuid::now_v7()),
            events::event_type.eq(change.occurrence.as_str()),
            events::subject_type.eq(change.occurrence.subject_type().as_str()),
            events::subject_id.eq(change.subject.id),
            events::subject_version.eq(change.version),
            events::occurred_at.eq(context.at),
            events::unit_id.eq(change.subject.unit_id),
            events::status_before.eq(change.statuses[0].as_deref()),
            events::status_after.eq(change.statuses[1].as_deref()),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
