//! SQL of amendments.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::campaign_amendments;

/// An amendment, without the campaign as it was before.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = campaign_amendments)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Amendment {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub number: i32,
    pub document_id: Uuid,
    pub effective_on: NaiveDate,
    pub summary: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// The number of the next amendment of a locked campaign.
pub async fn next_number(tx: &mut AsyncPgConnection, campaign_id: Uuid) -> Result<i32, Error> {
    let of_campaign = campaign_amendments::table.filter(campaign_amendments::campaign_id.eq(campaign_id));
    let last: Option<i32> =
        of_campaign.select(diesel::dsl::max(campaign_amendments::number)).first(tx).await?;
    Ok(last.unwrap_or(0) + 1)
}

/// The day from which the last amendment of a campaign holds.
pub async fn last_day(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Option<NaiveDate>, Error> {
    let of_campaign = campaign_amendments::table.filter(campaign_amendments::campaign_id.eq(campaign_id));
    Ok(of_campaign.select(diesel::dsl::max(campaign_amendments::effective_on)).first(&mut conn).await?)
}

/// Writes an amendment with the campaign as it was before.
///
/// # Errors
/// Constraint `campaign_amendment_number_taken`, which can't happen while the campaign is locked.
pub async fn create(tx: &mut AsyncPgConnection, amendment: &Amendment, before: &Value) -> Result<(), Error> {
    diesel::insert_into(campaign_amendments::table)
        .values((amendment.clone(), campaign_amendments::before.eq(before)))
        .execute(tx)
        .await?;
    Ok(())
}

/// The amendments of a campaign after a number, oldest first, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    after: Option<i32>,
    page: &PageRead,
) -> Result<Vec<Amendment>, Error> {
    let query = campaign_amendments::table
        .filter(campaign_amendments::campaign_id.eq(campaign_id))
        .select(Amendment::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, campaign_amendments::created_at);
    page.count(conn, &mut query).await?;
    let later = query.filter(campaign_amendments::number.gt(after.unwrap_or(0)));
    Ok(later.order(campaign_amendments::number).limit(page.limit).load(&mut conn).await?)
}

/// One amendment with the campaign as it was before.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    number: i32,
) -> Result<(Amendment, Value), Error> {
    Ok(campaign_amendments::table
        .filter(campaign_amendments::campaign_id.eq(campaign_id))
        .filter(campaign_amendments::number.eq(number))
        .select((Amendment::as_select(), campaign_amendments::before))
        .first(&mut conn)
        .await?)
}
