//! SQL of exceptions: which units may still report after the last day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::lock_exceptions;

/// The permission of a unit to report until a later day.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lock_exceptions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct LockException {
    pub id: Uuid,
    pub period_id: Uuid,
    pub unit_id: Uuid,
    pub until_on: NaiveDate,
    pub reason: String,
    pub granted_by: Uuid,
    pub granted_at: DateTime<Utc>,
    pub version: RowVersion,
    pub revoked_by: Option<Uuid>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The exceptions of a period, oldest first, after an id, a page at a time.
pub async fn list_exceptions(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<LockException>, Error> {
    let own = lock_exceptions::table.filter(lock_exceptions::period_id.eq(period_id));
    let mut query = own.select(LockException::as_select()).into_boxed();
    if let Some(range) = page.updated {
        // It changes once, when it is revoked.
        let is_granted = range.contains(lock_exceptions::granted_at);
        let is_revoked = range.contains(lock_exceptions::revoked_at.assume_not_null());
        query = query.filter(is_granted.or(is_revoked));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(lock_exceptions::id.gt(after.unwrap_or_default()));
    Ok(later.order(lock_exceptions::id).limit(page.limit).load(&mut conn).await?)
}

/// Writes a new exception.
pub async fn insert_exception(tx: &mut AsyncPgConnection, exception: &LockException) -> Result<(), Error> {
    diesel::insert_into(lock_exceptions::table).values(exception).execute(tx).await?;
    Ok(())
}

/// An exception.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_exception(mut conn: &AsyncPgConnection, id: Uuid) -> Result<LockException, Error> {
    Ok(lock_exceptions::table.find(id).select(LockException::as_select()).first(&mut conn).await?)
}

/// Revokes an exception of a locked period.
///
/// # Errors
/// [`Error::NotFound`] when it is already revoked.
pub async fn revoke_exception(tx: &mut AsyncPgConnection, revoked: &LockException) -> Result<(), Error> {
    let updated = diesel::update(lock_exceptions::table.find(revoked.id))
        .filter(lock_exceptions::revoked_at.is_null())
        .set((
            lock_exceptions::version.eq(revoked.version),
            lock_exceptions::revoked_by.eq(revoked.revoked_by),
            lock_exceptions::revoked_at.eq(revoked.revoked_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::NotFound) }
}
