//! SQL of what is to be sent: which endpoints have work, and which events become deliveries.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Date, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::endpoints::Progress;
use crate::db::Error;
use crate::db::schema::{webhook_deliveries, webhook_progress};
use crate::features::webhooks::rules::{DOWN_AFTER, DeliveryStatus, PROBED_EVERY};
use crate::insert_rows;

/// A delivery to plan.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = webhook_deliveries)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NewDelivery {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub event_id: Uuid,
    pub position: Option<i64>,
    pub event_type: String,
    pub status: DeliveryStatus,
    pub attempts: i32,
    pub next_attempt_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The endpoints for which something can be done now: events that are not planned yet, deliveries that are due, or a question whether
/// an endpoint that was down is back. Those of clients that may not call wait.
pub async fn list_with_work(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    let sql = "
        SELECT endpoint.id
        FROM webhook_endpoints AS endpoint
        JOIN webhook_progress AS progress ON progress.endpoint_id = endpoint.id
        JOIN clients AS client ON client.id = endpoint.client_id AND client.expires_on >= $3
            AND 'events:read' = ANY(client.scopes)
        JOIN users AS own ON own.id = client.id AND own.status = 'ACTIVE'
        WHERE endpoint.status = 'ACTIVE' AND (progress.paused_until IS NULL OR progress.paused_until <= $1)
            AND CASE WHEN progress.failures_in_a_row >= $2 THEN progress.last_attempt_at <= $4
                ELSE progress.position < (SELECT last_event_position FROM sequencer_state)
                    OR EXISTS (SELECT FROM webhook_replays AS replay
                        WHERE replay.endpoint_id = endpoint.id AND replay.ended_at IS NULL)
                    OR EXISTS (SELECT FROM webhook_deliveries AS delivery
                        WHERE delivery.endpoint_id = endpoint.id AND delivery.status = 'PENDING'
                            AND delivery.next_attempt_at <= $1
                            AND (delivery.leased_until IS NULL OR delivery.leased_until <= $1)) END";
    let found: Vec<Found> = diesel::sql_query(sql)
        .bind::<Timestamptz, _>(now)
        .bind::<Integer, _>(DOWN_AFTER)
        .bind::<Date, _>(today)
        .bind::<Timestamptz, _>(now - PROBED_EVERY)
        .load(&mut conn)
        .await?;
    Ok(found.into_iter().map(|own| own.id).collect())
}

/// How far an endpoint is, held until the transaction ends; `None` while another server plans for it.
pub async fn lock_progress(tx: &mut AsyncPgConnection, endpoint: Uuid) -> Result<Option<Progress>, Error> {
    let row = webhook_progress::table.find(endpoint).for_no_key_update().skip_locked();
    Ok(row.select(Progress::as_select()).first(tx).await.optional()?)
}

/// Plans deliveries.
pub async fn plan(tx: &mut AsyncPgConnection, new: Vec<NewDelivery>) -> Result<(), Error> {
    insert_rows!(webhook_deliveries::table, new, tx);
    Ok(())
}

/// Notes up to which position deliveries of an endpoint were planned.
pub async fn advance(tx: &mut AsyncPgConnection, endpoint: Uuid, position: i64) -> Result<(), Error> {
    let row = diesel::update(webhook_progress::table.find(endpoint));
    row.set(webhook_progress::position.eq(position)).execute(tx).await?;
    Ok(())
}

/// Plans a delivery that ended once more, as if it had never been tried.
///
/// # Errors
/// [`Error::NotFound`] while it is still pending.
pub async fn plan_again(tx: &mut AsyncPgConnection, id: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
    let ended =
        webhook_deliveries::table.find(id).filter(webhook_deliveries::status.ne(DeliveryStatus::Pending));
    let again = diesel::update(ended).set((
        webhook_deliveries::status.eq(DeliveryStatus::Pending),
        webhook_deliveries::attempts.eq(0),
        webhook_deliveries::next_attempt_at.eq(Some(now)),
        webhook_deliveries::leased_until.eq(None::<DateTime<Utc>>),
        webhook_deliveries::ended_at.eq(None::<DateTime<Utc>>),
    ));
    if again.execute(tx).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}
