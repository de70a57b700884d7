//! Audit rows: written unsealed in the transaction of the change, read by auditors once they are sealed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{AuditAction, Content, SubjectType, seal};
use crate::db::Error;
use crate::db::schema::{audit_records, users};
use crate::insert_rows;
use crate::core::context::Stamp;

/// So many rows are written as values, in a statement that is prepared for each number of them.
const FEW: usize = 16;

/// What one change did to one thing.
#[derive(Debug)]
pub struct Entry {
    /// What was done.
    pub action: AuditAction,
    /// What kind of thing it was done to.
    pub subject_type: SubjectType,
    /// Which one.
    pub subject_id: Uuid,
    /// The unit whose auditors may read the record; `None` is the whole province.
    pub unit_id: Option<Uuid>,
    /// The thing before, where there was one.
    pub before: Option<Value>,
    /// The thing after, where there is one.
    pub after: Option<Value>,
}

/// A record as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_records)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Record {
    pub id: Uuid,
    pub position: Option<i64>,
    pub occurred_at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub subject_type: String,
    pub subject_id: Uuid,
    pub unit_id: Option<Uuid>,
    pub request_id: Option<Uuid>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub previous_hash: Option<Vec<u8>>,
    pub hash: Option<Vec<u8>>,
}

impl Record {
    /// The seal this record must carry at `position` after `previous`.
    #[must_use]
    pub fn seal_at(&self, position: i64, previous: &[u8]) -> Vec<u8> {
        let content = Content {
            id: self.id,
            position,
            occurred_at: self.occurred_at,
            actor_id: self.actor_id,
            action: &self.action,
            subject_type: &self.subject_type,
            subject_id: self.subject_id,
            unit_id: self.unit_id,
            request_id: self.request_id,
            before: self.before.as_ref(),
            after: self.after.as_ref(),
        };
        seal(previous, &content)
    }
}

/// Which records a list shows.
#[derive(Debug, Default)]
pub struct Filter {
    /// The units whose records the caller may read; `None` is the whole province.
    pub within: Option<Vec<Uuid>>,
    /// Only records about this thing.
    pub subject_id: Option<Uuid>,
    /// Only records of this user.
    pub actor_id: Option<Uuid>,
    /// Only records of this action.
    pub action: Option<AuditAction>,
    /// Only records from this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Only records before this instant.
    pub before: Option<DateTime<Utc>>,
}

/// Writes the rows of one change, all in one statement.
///
/// # Errors
/// [`Error`] of the database.
pub async fn record(conn: &mut AsyncPgConnection, stamp: &Stamp, entries: &[Entry]) -> Result<(), Error> {
    if entries.len() > FEW {
        let texts: Vec<TextEntry> = entries.iter().map(TextEntry::from).collect();
        return record_texts(conn, stamp, &texts).await;
    }
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                audit_records::id.eq(Uuid::now_v7()),
                audit_records::occurred_at.eq(stamp.at),
                audit_records::actor_id.eq(stamp.actor_id),
                audit_records::request_id.eq(stamp.request_id),
                audit_records::action.eq(entry.action.as_str()),
                audit_records::subject_type.eq(entry.subject_type.as_str()),
                audit_records::subject_id.eq(entry.subject_id),
                audit_records::unit_id.eq(entry.unit_id),
                audit_records::before.eq(&entry.before),
                audit_records::after.eq(&entry.after),
            )
        })
        .collect();
    insert_rows!(audit_records::table, rows, conn);
    Ok(())
}

/// What one change did to one thing, with the thing before and after as JSON text.
#[derive(Debug)]
pub struct TextEntry {
    /// What was done.
    pub action: AuditAction,
    /// What kind of thing it was done to.
    pub subject_type: SubjectType,
    /// Which one.
    pub subject_id: Uuid,
    /// The unit whose auditors may read the record; `None` is the whole province.
    pub unit_id: Option<Uuid>,
    /// The thing before, where there was one.
    pub before: Option<String>,
    /// The thing after, where there is one.
    pub after: Option<String>,
}

impl From<&Entry> for TextEntry {
    fn from(entry: &Entry) -> Self {
        Self {
            action: entry.action,
            subject_type: entry.subject_type,
            subject_id: entry.subject_id,
            unit_id: entry.unit_id,
            before: entry.before.as_ref().map(Value::to_string),
            after: entry.after.as_ref().map(Value::to_string),
        }
    }
}

/// The same for many rows: columns as arrays, so that the statement does not grow with them.
///
/// # Errors
/// [`Error`] of the database.
pub async fn record_texts(
    conn: &mut AsyncPgConnection,
    stamp: &Stamp,
    entries: &[TextEntry],
) -> Result<(), Error> {
    fn all<'a, T>(entries: &'a [TextEntry], part: impl Fn(&'a TextEntry) -> T) -> Vec<T> {
        entries.iter().map(part).collect()
    }
    let sql = "INSERT INTO audit_records
            (id, occurred_at, actor_id, request_id, action, subject_type, subject_id, unit_id, before, after)
        SELECT id, $1, $2, $3, action, subject_type, subject_id, unit_id, before::jsonb, after::jsonb
        FROM unnest($4, $5, $6, $7, $8, $9, $10)
            AS row (id, action, subject_type, subject_id, unit_id, before, after)";
    diesel::sql_query(sql)
        .bind::<Timestamptz, _>(stamp.at)
        .bind::<Nullable<SqlUuid>, _>(stamp.actor_id)
        .bind::<Nullable<SqlUuid>, _>(stamp.request_id)
        .bind::<Array<SqlUuid>, _>(all(entries, |_| Uuid::now_v7()))
        .bind::<Array<Text>, _>(all(entries, |entry| entry.action.as_str()))
        .bind::<Array<Text>, _>(all(entries, |entry| entry.subject_type.as_str()))
        .bind::<Array<SqlUuid>, _>(all(entries, |entry| entry.subject_id))
        .bind::<Array<Nullable<SqlUuid>>, _>(all(entries, |entry| entry.unit_id))
        .bind::<Array<Nullable<Text>>, _>(all(entries, |entry| entry.before.as_deref()))
        .bind::<Array<Nullable<Text>>, _>(all(entries, |entry| entry.after.as_deref()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Sealed records from the newest to the oldest, with the user names of those who acted.
///
/// # Errors
/// [`Error`] of the database.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    before_position: Option<i64>,
    limit: i64,
) -> Result<Vec<(Record, Option<String>)>, Error> {
    let mut query = audit_records::table
        .left_join(users::table)
        .filter(audit_records::position.lt(before_position.unwrap_or(i64::MAX)))
        .order(audit_records::position.desc())
        .limit(limit)
        .select((Record::as_select(), users::username.nullable()))
        .into_boxed();
    if let Some(units) = &filter.within {
        query = query.filter(audit_records::unit_id.eq_any(units));
    }
    if let Some(subject) = filter.subject_id {
        query = query.filter(audit_records::subject_id.eq(subject));
    }
    if let Some(actor) = filter.actor_id {
        query = query.filter(audit_records::actor_id.eq(actor));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit_records::action.eq(action.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_records::occurred_at.ge(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_records::occurred_at.lt(before));
    }
    Ok(query.load(&mut conn).await?)
}

/// Sealed records after a position in the order of the chain, for checking it.
///
/// # Errors
/// [`Error`] of the database.
pub async fn chain_after(
    mut conn: &AsyncPgConnection,
    position: i64,
    limit: i64,
) -> Result<Vec<Record>, Error> {
    Ok(audit_records::table
        .filter(audit_records::position.gt(position))
        .order(audit_records::position)
        .limit(limit)
        .select(Record::as_select())
        .load(&mut conn)
        .await?)
}
