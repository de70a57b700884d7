//! SQL of deliveries as they are read.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{webhook_attempts, webhook_deliveries};
use crate::features::webhooks::rules::{AttemptOutcome, DeliveryStatus};

/// A delivery, without what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = webhook_deliveries)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Delivery {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub event_id: Uuid,
    pub position: Option<i64>,
    pub event_type: String,
    pub status: DeliveryStatus,
    pub attempts: i32,
    pub next_attempt_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// An attempt.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_attempts)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Attempt {
    pub id: Uuid,
    pub delivery_id: Uuid,
    pub started_at: DateTime<Utc>,
    pub took_ms: i32,
    pub outcome: AttemptOutcome,
    pub http_status: Option<i16>,
    pub answer: Option<String>,
}

/// Which deliveries a list shows.
#[derive(Debug, Default)]
pub struct DeliveryFilter {
    /// Only those in this status.
    pub status: Option<DeliveryStatus>,
    /// Only those of this event.
    pub event_id: Option<Uuid>,
}

/// The deliveries of an endpoint, the last planned first, before an id.
pub async fn list_deliveries(
    mut conn: &AsyncPgConnection,
    endpoint: Uuid,
    filter: &DeliveryFilter,
    (before, page): (Option<Uuid>, &PageRead),
) -> Result<Vec<Delivery>, Error> {
    let mut query = webhook_deliveries::table
        .filter(webhook_deliveries::endpoint_id.eq(endpoint))
        .select(Delivery::as_select())
        .into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(webhook_deliveries::status.eq(status));
    }
    if let Some(event) = filter.event_id {
        query = query.filter(webhook_deliveries::event_id.eq(event));
    }
    if let Some(range) = page.updated {
        use webhook_deliveries::{created_at, ended_at, id};
        let tried = webhook_attempts::table.filter(range.contains(webhook_attempts::started_at));
        let tried = id.eq_any(tried.select(webhook_attempts::delivery_id));
        let ended = range.contains(ended_at.assume_not_null());
        query = query.filter(range.contains(created_at).or(ended).or(tried));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(webhook_deliveries::id.lt(before));
    }
    Ok(query.order(webhook_deliveries::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// A delivery of an endpoint, with what was sent last.
///
/// # Errors
/// [`Error::NotFound`] when the endpoint has none of this id.
pub async fn find_delivery(
    mut conn: &AsyncPgConnection,
    endpoint: Uuid,
    id: Uuid,
) -> Result<(Delivery, Option<String>), Error> {
    let own = webhook_deliveries::table.find(id).filter(webhook_deliveries::endpoint_id.eq(endpoint));
    Ok(own.select((Delivery::as_select(), webhook_deliveries::body)).first(&mut conn).await?)
}

/// The last attempts of a delivery, oldest first.
pub async fn list_attempts(
    mut conn: &AsyncPgConnection,
    delivery: Uuid,
    most: i64,
) -> Result<Vec<Attempt>, Error> {
    let own = webhook_attempts::table.filter(webhook_attempts::delivery_id.eq(delivery));
    let last = own.order(webhook_attempts::id.desc()).limit(most).select(Attempt::as_select());
    let mut found: Vec<Attempt> = last.load(&mut conn).await?;
    found.reverse();
    Ok(found)
}

/// How many deliveries of each of some endpoints are pending.
pub async fn count_pending(
    mut conn: &AsyncPgConnection,
    endpoints: &[Uuid],
) -> Result<Vec<(Uuid, i64)>, Error> {
    let own = webhook_deliveries::table.filter(webhook_deliveries::endpoint_id.eq_any(endpoints));
    let pending = own.filter(webhook_deliveries::status.eq(DeliveryStatus::Pending));
    let counted = pending.group_by(webhook_deliveries::endpoint_id);
    Ok(counted.select((webhook_deliveries::endpoint_id, count_star())).load(&mut conn).await?)
}

/// Forgets some deliveries that ended before an instant, with their attempts: how many.
pub async fn forget_old(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> Result<usize, Error> {
    let old = webhook_deliveries::table.filter(webhook_deliveries::ended_at.lt(before));
    let some = old.order(webhook_deliveries::ended_at).limit(most).select(webhook_deliveries::id);
    let ids: Vec<Uuid> = some.load(&mut *tx).await?;
    let own = webhook_deliveries::table.filter(webhook_deliveries::id.eq_any(ids));
    Ok(diesel::delete(own).execute(tx).await?)
}
