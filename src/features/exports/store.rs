//! SQL of exports.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{ExportFormat, ExportStatus};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::exports;
use crate::record::{Occurrence, record_change};
use crate::text_columns;

text_columns!(ExportFormat, ExportStatus);

/// An export.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = exports, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Export {
    pub id: Uuid,
    pub status: ExportStatus,
    pub path: String,
    pub operation: String,
    pub format: ExportFormat,
    pub rows: i32,
    pub bytes: Option<i64>,
    pub problem: Option<Value>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Writes a new export.
pub async fn create(tx: &mut AsyncPgConnection, export: &Export) -> Result<(), Error> {
    diesel::insert_into(exports::table).values(export).execute(tx).await?;
    Ok(())
}

/// An export.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Export, Error> {
    Ok(exports::table.find(id).select(Export::as_select()).first(&mut conn).await?)
}

/// An export, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Export, Error> {
    Ok(exports::table.find(id).for_no_key_update().select(Export::as_select()).first(tx).await?)
}

/// Writes a locked export as it is now.
pub async fn update(tx: &mut AsyncPgConnection, export: &Export) -> Result<(), Error> {
    diesel::update(exports::table.find(export.id)).set(export).execute(tx).await?;
    Ok(())
}

/// Writes and records what became of a locked export; answers as what it stands then.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    occurrence: Occurrence,
    before: &Export,
    after: Export,
) -> Result<Export, Error> {
    let after = Export { version: before.version.next(), updated_at: context.at, ..after };
    update(tx, &after).await?;
    record_change(tx, context, occurrence, Some(before), &after).await?;
    Ok(after)
}

/// Ends an export whose job is tried no more: it failed for this reason.
pub async fn give_up(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    id: Uuid,
    reason: Value,
) -> Result<(), Error> {
    let before = match lock_exclusive(tx, id).await {
        Err(Error::NotFound) => return Ok(()),
        before => before?,
    };
    if before.status != ExportStatus::Making {
        return Ok(());
    }
    let after = Export { status: ExportStatus::Failed, problem: Some(reason), ..before.clone() };
    advance(tx, context, Occurrence::ExportFinished, &before, after).await.map(drop)
}

/// The exports of a person, newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    created_by: Uuid,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Export>, Error> {
    let own = exports::table.filter(exports::created_by.eq(created_by)).select(Export::as_select());
    let mut query = page.only_updated(own.into_boxed(), exports::updated_at);
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(exports::id.lt(before));
    }
    Ok(query.order(exports::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// How many exports of a person are being made.
pub async fn count_open(mut conn: &AsyncPgConnection, created_by: Uuid) -> Result<i64, Error> {
    let own = exports::table.filter(exports::created_by.eq(created_by));
    Ok(own.filter(exports::status.eq(ExportStatus::Making)).count().get_result(&mut conn).await?)
}

/// Exports of these ids that exist.
pub async fn find_ids(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    Ok(exports::table.filter(exports::id.eq_any(ids)).select(exports::id).load(&mut conn).await?)
}

/// Removes exports that were not changed since an instant, at most so many, and answers which.
pub async fn delete_old(
    mut conn: &AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Uuid>, Error> {
    let old = exports::table.filter(exports::updated_at.lt(before)).select(exports::id).limit(limit);
    let ids: Vec<Uuid> = old.load(&mut conn).await?;
    let old = exports::table.filter(exports::id.eq_any(ids));
    Ok(diesel::delete(old).returning(exports::id).get_results(&mut conn).await?)
}
