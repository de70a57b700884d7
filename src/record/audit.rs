//! Audit rows: written unsealed in the transaction of the change, sealed by the sequencer, read by auditors.

use std::io::Write;

use chrono::{DateTime, Utc};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Array, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::change_record::ChangeRecord;
use super::seal::{SealedContent, seal};
use crate::core::context::ChangeContext;
use crate::db::Error;
use crate::db::schema::audit_records;

/// A record as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_records)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AuditRecord {
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
    pub acting_for: Option<String>,
}

impl AuditRecord {
    /// The seal this record must carry at `position` after `previous`.
    #[must_use]
    pub fn seal_at(&self, position: i64, previous: &[u8]) -> Vec<u8> {
        let content = SealedContent {
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
            acting_for: self.acting_for.as_deref(),
        };
        seal(previous, &content)
    }
}

diesel::define_sql_function! {
    /// How many bytes a value takes up, as the database packs it: what repeats itself is a hundred times that.
    fn pg_column_size(value: Nullable<Jsonb>) -> Nullable<Integer>;
}

/// How many of the next records fit into so many bytes, by the sizes of their values before and after; always one, because
/// a record may hold a whole campaign twice.
pub fn count_fitting(sizes: impl IntoIterator<Item = (Option<i32>, Option<i32>)>, most_bytes: i64) -> usize {
    let mut bytes = 0;
    let fits = |(index, (before, after)): &(usize, (Option<i32>, Option<i32>))| {
        bytes += i64::from(before.unwrap_or_default()) + i64::from(after.unwrap_or_default());
        *index == 0 || bytes <= most_bytes
    };
    sizes.into_iter().enumerate().take_while(fits).count()
}

/// Writes the audit rows of some changes in one statement: columns as arrays, so that it does not grow with its rows.
pub(super) async fn write(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    changes: &[ChangeRecord],
) -> Result<(), Error> {
    fn column<'a, T>(changes: &'a [ChangeRecord], part: impl Fn(&'a ChangeRecord) -> T) -> Vec<T> {
        changes.iter().map(part).collect()
    }
    if let [change] = changes {
        return write_one(tx, context, change).await;
    }
    let sql = "INSERT INTO audit_records
            (id, occurred_at, actor_id, request_id, acting_for, action, subject_type, subject_id, unit_id, before, after)
        SELECT id, $1, $2, $3, $11, action, subject_type, subject_id, unit_id, before::jsonb, after::jsonb
        FROM unnest($4, $5, $6, $7, $8, $9, $10)
            AS row (id, action, subject_type, subject_id, unit_id, before, after)";
    diesel::sql_query(sql)
        .bind::<Timestamptz, _>(context.at)
        .bind::<Nullable<SqlUuid>, _>(context.actor_id)
        .bind::<Nullable<SqlUuid>, _>(context.request_id)
        .bind::<Array<SqlUuid>, _>(column(changes, |_| Uuid::now_v7()))
        .bind::<Array<Text>, _>(column(changes, |change| change.occurrence.as_str()))
        .bind::<Array<Text>, _>(column(changes, |change| change.occurrence.subject_type().as_str()))
        .bind::<Array<SqlUuid>, _>(column(changes, |change| change.subject.id))
        .bind::<Array<Nullable<SqlUuid>>, _>(column(changes, |change| change.subject.unit_id))
        .bind::<Array<Nullable<Text>>, _>(column(changes, |change| change.before.as_deref()))
        .bind::<Array<Nullable<Text>>, _>(column(changes, |change| change.after.as_deref()))
        .bind::<Nullable<Text>, _>(context.acting_for.as_deref())
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
    diesel::insert_into(audit_records::table)
        .values((
            audit_records::id.eq(Uuid::now_v7()),
            audit_records::occurred_at.eq(context.at),
            audit_records::actor_id.eq(context.actor_id),
            audit_records::request_id.eq(context.request_id),
            audit_records::acting_for.eq(context.acting_for.as_deref()),
            audit_records::action.eq(change.occurrence.as_str()),
            audit_records::subject_type.eq(change.occurrence.subject_type().as_str()),
            audit_records::subject_id.eq(change.subject.id),
            audit_records::unit_id.eq(change.subject.unit_id),
            audit_records::before.eq(change.before.as_deref().map(JsonText)),
            audit_records::after.eq(change.after.as_deref().map(JsonText)),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// JSON that is text already.
#[derive(Debug, AsExpression)]
#[diesel(sql_type = Jsonb)]
struct JsonText<'a>(&'a str);

impl ToSql<Jsonb, Pg> for JsonText<'_> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        // The version of the binary format, then the text.
        out.write_all(&[1])?;
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_records_fit_as_have_room_but_always_one() {
        for (sizes, expected) in [
            (vec![], 0),
            (vec![(Some(9), None)], 1),
            (vec![(Some(9), Some(9)), (None, None)], 1),
            (vec![(None, Some(4)), (Some(2), Some(2)), (None, Some(1)), (None, None)], 2),
            (vec![(None, Some(4)), (None, Some(4)), (None, None)], 3),
        ] {
            assert_eq!(count_fitting(sizes.clone(), 8), expected, "{sizes:?}");
        }
    }
}
