//! Requests for an opinion.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::opinion_requests;
use crate::features::catalogue::rules::OpinionBody;
use crate::features::nominations::rules::OpinionStatus;
use crate::{insert_rows, text_columns};

text_columns!(OpinionBody, OpinionStatus);

/// A request for an opinion on a nomination at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = opinion_requests)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct OpinionRequest {
    pub id: Uuid,
    pub nomination_id: Uuid,
    pub stage_id: Uuid,
    pub body: OpinionBody,
    pub addressee: String,
    pub addressee_key: String,
    pub ground: String,
    pub document_id: Option<Uuid>,
    pub asked_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub allows_silence: bool,
    pub status: OpinionStatus,
    pub answer_document_id: Option<Uuid>,
    pub answered_on: Option<NaiveDate>,
    pub superseded_at: Option<DateTime<Utc>>,
    pub asked_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The requests about a nomination, the first one first, after an id, a page at a time.
pub async fn list_opinion_requests(
    mut conn: &AsyncPgConnection,
    nomination: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<OpinionRequest>, Error> {
    use opinion_requests::{id, nomination_id, updated_at};
    let own = opinion_requests::table.filter(nomination_id.eq(nomination));
    let mut own = page.only_updated(own.select(OpinionRequest::as_select()).into_boxed(), updated_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(id.gt(after.unwrap_or_default()));
    Ok(later.order(id).limit(page.limit).load(&mut conn).await?)
}

/// What became of the requests at a stage that are about the dossier as it is.
pub async fn list_stage_opinions(
    mut conn: &AsyncPgConnection,
    nomination: Uuid,
    stage: Uuid,
) -> Result<Vec<(OpinionBody, OpinionStatus)>, Error> {
    use opinion_requests::{body, id, nomination_id, stage_id, status, superseded_at};
    let own = opinion_requests::table
        .filter(nomination_id.eq(nomination))
        .filter(stage_id.eq(stage))
        .filter(superseded_at.is_null());
    Ok(own.order(id).select((body, status)).load(&mut conn).await?)
}

/// A request about a nomination.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_opinion_request(
    mut conn: &AsyncPgConnection,
    (nomination, id): (Uuid, Uuid),
) -> Result<OpinionRequest, Error> {
    let own = opinion_requests::table.find(id).filter(opinion_requests::nomination_id.eq(nomination));
    Ok(own.select(OpinionRequest::as_select()).first(&mut conn).await?)
}

/// Another request to the same body that awaits its answer.
pub async fn find_open_request(
    mut conn: &AsyncPgConnection,
    request: &OpinionRequest,
) -> Result<Option<Uuid>, Error> {
    use opinion_requests::{addressee_key, body, id, stage_id, status, superseded_at};
    let own = opinion_requests::table
        .filter(stage_id.eq(request.stage_id))
        .filter(body.eq(request.body))
        .filter(addressee_key.eq(&request.addressee_key))
        .filter(status.eq(OpinionStatus::Asked))
        .filter(superseded_at.is_null());
    Ok(own.select(id).first(&mut conn).await.optional()?)
}

/// Writes requests.
///
/// # Errors
/// Constraint `opinion_already_asked`.
pub async fn create_opinion_requests(
    tx: &mut AsyncPgConnection,
    new: &[OpinionRequest],
) -> Result<(), Error> {
    insert_rows!(opinion_requests::table, new.to_vec(), tx);
    Ok(())
}

/// Moves a request of a locked nomination from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked nomination never sees.
pub async fn advance_opinion_request(
    tx: &mut AsyncPgConnection,
    before: &OpinionRequest,
    after: &OpinionRequest,
) -> Result<(), Error> {
    use opinion_requests::{answer_document_id, answered_on, status, updated_at, version};
    let updated = diesel::update(opinion_requests::table.find(before.id))
        .filter(version.eq(before.version))
        .filter(status.eq(before.status))
        .set((
            status.eq(after.status),
            answer_document_id.eq(after.answer_document_id),
            answered_on.eq(after.answered_on),
            version.eq(before.version.next()),
            updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the request was changed meanwhile".to_owned())) }
}

/// Opinions on a dossier that came back and is sent again say nothing of the new one.
pub async fn supersede_opinions(
    tx: &mut AsyncPgConnection,
    stage: Uuid,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    use opinion_requests::{stage_id, superseded_at, updated_at, version};
    let own = opinion_requests::table.filter(stage_id.eq(stage)).filter(superseded_at.is_null());
    diesel::update(own)
        .set((superseded_at.eq(at), version.eq(version + 1), updated_at.eq(at)))
        .execute(tx)
        .await?;
    Ok(())
}
