//! SQL of requests about one's own data.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{DataRequestKind, DataRequestStatus};
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{data_requests, people};
use crate::text_columns;

text_columns!(DataRequestKind, DataRequestStatus);

/// A request of a person about their own data.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = data_requests)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct DataRequest {
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: DataRequestKind,
    pub status: DataRequestStatus,
    pub wish: String,
    pub received_on: NaiveDate,
    pub reply_due_on: NaiveDate,
    pub due_on: NaiveDate,
    pub extension_days: Option<i32>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Which requests a list shows.
#[derive(Debug, Default)]
pub struct DataRequestFilter {
    /// Only of people of these units, closed ones among them.
    pub within: Option<Vec<Uuid>>,
    /// Only of this person.
    pub person_id: Option<Uuid>,
    /// Only in this status.
    pub status: Option<DataRequestStatus>,
    /// Only those due on this day or earlier.
    pub due_by: Option<NaiveDate>,
}

/// Requests, the one due first at the head, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &DataRequestFilter,
    after: Option<(NaiveDate, Uuid)>,
    page: &PageRead,
) -> Result<Vec<DataRequest>, Error> {
    let query = data_requests::table
        .inner_join(people::table.on(people::id.eq(data_requests::person_id)))
        .select(DataRequest::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, data_requests::updated_at);
    if let Some(units) = &filter.within {
        query = query.filter(people::unit_id.eq_any(units));
    }
    if let Some(person) = filter.person_id {
        query = query.filter(data_requests::person_id.eq(person));
    }
    if let Some(status) = filter.status {
        query = query.filter(data_requests::status.eq(status));
    }
    if let Some(day) = filter.due_by {
        query = query.filter(data_requests::due_on.le(day));
    }
    page.count(conn, &mut query).await?;
    if let Some((day, id)) = after {
        let later = data_requests::due_on.eq(day).and(data_requests::id.gt(id));
        query = query.filter(data_requests::due_on.gt(day).or(later));
    }
    Ok(query.order((data_requests::due_on, data_requests::id)).limit(page.limit).load(&mut conn).await?)
}

/// One request.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<DataRequest, Error> {
    Ok(data_requests::table.find(id).select(DataRequest::as_select()).first(&mut conn).await?)
}

/// A request, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<DataRequest, Error> {
    Ok(data_requests::table.find(id).for_no_key_update().select(DataRequest::as_select()).first(tx).await?)
}

/// Writes a request.
pub async fn create(tx: &mut AsyncPgConnection, request: &DataRequest) -> Result<(), Error> {
    diesel::insert_into(data_requests::table).values(request.clone()).execute(tx).await?;
    Ok(())
}

/// Moves a request from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked request never sees.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    before: &DataRequest,
    after: &DataRequest,
) -> Result<(), Error> {
    let updated = diesel::update(data_requests::table.find(before.id))
        .filter(data_requests::version.eq(before.version))
        .filter(data_requests::status.eq(before.status))
        .set((
            data_requests::status.eq(after.status),
            data_requests::due_on.eq(after.due_on),
            data_requests::extension_days.eq(after.extension_days),
            data_requests::version.eq(after.version),
            data_requests::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the request was changed meanwhile".to_owned())) }
}

/// Whether a request of a person, known under some ids, that was granted restricts the use of personal fields.
pub async fn is_restricted(mut conn: &AsyncPgConnection, person_ids: &[Uuid]) -> Result<bool, Error> {
    let restricting = [DataRequestKind::Restriction, DataRequestKind::Objection];
    let granted = data_requests::table
        .filter(data_requests::person_id.eq_any(person_ids))
        .filter(data_requests::status.eq(DataRequestStatus::Granted))
        .filter(data_requests::kind.eq_any(restricting.map(DataRequestKind::as_str)));
    Ok(diesel::select(diesel::dsl::exists(granted)).get_result(&mut conn).await?)
}
