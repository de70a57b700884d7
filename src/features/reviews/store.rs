//! SQL of reviews.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{Letterhead, ReviewFigures, ReviewKind, ReviewStatus, Texts};
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::reviews;
use crate::text_columns;

/// A review.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = reviews)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Review {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub kind: ReviewKind,
    pub status: ReviewStatus,
    pub through_on: NaiveDate,
    #[diesel(deserialize_as = Value)]
    pub figures: ReviewFigures,
    #[diesel(deserialize_as = Value)]
    pub texts: Texts,
    #[diesel(deserialize_as = Value)]
    pub letterhead: Letterhead,
    pub issued_on: Option<NaiveDate>,
    pub issued_by: Option<Uuid>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    #[diesel(deserialize_as = Value)]
    pub said: Texts,
}

text_columns!(ReviewKind, ReviewStatus);

/// A review.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Review, Error> {
    Ok(reviews::table.find(id).select(Review::as_select()).first(&mut conn).await?)
}

/// A review, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Review, Error> {
    Ok(reviews::table.find(id).for_no_key_update().select(Review::as_select()).first(tx).await?)
}

/// A review as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReviewRow {
    pub id: Uuid,
    pub kind: ReviewKind,
    pub status: ReviewStatus,
    pub subject: String,
    pub through_on: NaiveDate,
    pub issued_on: Option<NaiveDate>,
    pub version: RowVersion,
}

/// The reviews of a campaign, oldest first, after an id, a page at a time; for somebody outside only those that were
/// issued.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    is_inside: bool,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ReviewRow>, Error> {
    let mut query = reviews::table
        .filter(reviews::campaign_id.eq(campaign_id))
        .select((
            reviews::id,
            reviews::kind,
            reviews::status,
            reviews::letterhead.retrieve_as_text("subject").assume_not_null(),
            reviews::through_on,
            reviews::issued_on,
            reviews::version,
        ))
        .into_boxed();
    query = page.only_updated(query, reviews::updated_at);
    if !is_inside {
        query = query.filter(reviews::status.eq(ReviewStatus::Issued));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(reviews::id.gt(after.unwrap_or_default()));
    Ok(later.order(reviews::id).limit(page.limit).load(&mut conn).await?)
}

/// The final review that a campaign has.
pub async fn find_final(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Option<Uuid>, Error> {
    Ok(reviews::table
        .filter(reviews::campaign_id.eq(campaign_id))
        .filter(reviews::kind.eq(ReviewKind::Final))
        .filter(reviews::status.ne(ReviewStatus::Withdrawn))
        .select(reviews::id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// Writes a review.
///
/// # Errors
/// Constraint `final_review_already_there`.
pub async fn create(tx: &mut AsyncPgConnection, review: &Review) -> Result<(), Error> {
    diesel::insert_into(reviews::table)
        .values((
            reviews::id.eq(review.id),
            reviews::campaign_id.eq(review.campaign_id),
            reviews::kind.eq(review.kind),
            reviews::status.eq(review.status),
            reviews::through_on.eq(review.through_on),
            reviews::figures.eq(to_json(&review.figures)?),
            reviews::texts.eq(to_json(&review.texts)?),
            reviews::said.eq(to_json(&review.said)?),
            reviews::letterhead.eq(to_json(&review.letterhead)?),
            reviews::created_by.eq(review.created_by),
            reviews::writers.eq(&review.writers.0),
            reviews::version.eq(review.version),
            reviews::created_at.eq(review.created_at),
            reviews::updated_at.eq(review.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a review from the expected version and status to what it is next.
///
/// # Errors
/// Constraint `review_is_never_issued_by_who_wrote_it`; [`Error::Conflict`] when somebody else was faster, which a locked
/// review never sees.
pub async fn advance(tx: &mut AsyncPgConnection, before: &Review, after: &Review) -> Result<(), Error> {
    let updated = diesel::update(reviews::table.find(before.id))
        .filter(reviews::version.eq(before.version))
        .filter(reviews::status.eq(before.status))
        .set((
            reviews::version.eq(before.version.next()),
            reviews::status.eq(after.status),
            reviews::figures.eq(to_json(&after.figures)?),
            reviews::texts.eq(to_json(&after.texts)?),
            reviews::said.eq(to_json(&after.said)?),
            reviews::letterhead.eq(to_json(&after.letterhead)?),
            reviews::issued_on.eq(after.issued_on),
            reviews::issued_by.eq(after.issued_by),
            reviews::writers.eq(&after.writers.0),
            reviews::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the review was changed meanwhile".to_owned())) }
}
