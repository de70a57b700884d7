//! SQL of what is being sent: deliveries that are due, and what came of each attempt.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::deliveries::Attempt;
use crate::db::Error;
use crate::db::schema::{webhook_attempts, webhook_deliveries, webhook_progress};
use crate::features::webhooks::rules::DeliveryStatus;

/// How long a server may be sending a delivery before another one takes it over: longer than an attempt takes.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A delivery that this server sends.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Claim {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub event_id: Uuid,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub position: Option<i64>,
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
    /// Whether it is sent before its time, to see whether the endpoint is back: then it does not count as one of its attempts.
    #[diesel(sql_type = Bool)]
    pub is_probe: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// How an attempt leaves its delivery.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Where it is.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried again, where it is pending.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// What was sent.
    pub body: Option<String>,
}

/// Takes deliveries of an endpoint that are due, the longest waiting first; `is_probe` takes one before its time where none is.
pub async fn claim(
    tx: &mut AsyncPgConnection,
    endpoint: Uuid,
    (most, is_probe): (i64, bool),
    now: DateTime<Utc>,
) -> Result<Vec<Claim>, Error> {
    let sql = "
        UPDATE webhook_deliveries AS delivery SET leased_until = $4
        FROM (SELECT id FROM webhook_deliveries
            WHERE endpoint_id = $1 AND status = 'PENDING' AND (next_attempt_at <= $2 OR $5)
                AND (leased_until IS NULL OR leased_until <= $2)
            ORDER BY next_attempt_at, id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED) AS due
        WHERE delivery.id = due.id
        RETURNING delivery.id, delivery.event_id, delivery.position, delivery.attempts,
            delivery.next_attempt_at > $2 AS is_probe, delivery.next_attempt_at";
    let claimed = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(endpoint)
        .bind::<Timestamptz, _>(now)
        .bind::<BigInt, _>(most)
        .bind::<Timestamptz, _>(now + LEASE)
        .bind::<Bool, _>(is_probe);
    Ok(claimed.load(tx).await?)
}

/// Writes what came of an attempt; without one, the delivery ends unsent.
pub async fn end_attempt(
    tx: &mut AsyncPgConnection,
    delivery: Uuid,
    ending: &Ending,
    attempt: Option<&Attempt>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let is_over = ending.status != DeliveryStatus::Pending;
    diesel::update(webhook_deliveries::table.find(delivery))
        .set((
            webhook_deliveries::status.eq(ending.status),
            webhook_deliveries::attempts.eq(ending.attempts),
            webhook_deliveries::next_attempt_at.eq(ending.next_attempt_at),
            webhook_deliveries::leased_until.eq(None::<DateTime<Utc>>),
            webhook_deliveries::body.eq(&ending.body),
            webhook_deliveries::ended_at.eq(is_over.then_some(now)),
        ))
        .execute(&mut *tx)
        .await?;
    if let Some(attempt) = attempt {
        diesel::insert_into(webhook_attempts::table).values(attempt.clone()).execute(tx).await?;
    }
    Ok(())
}

/// Notes that an endpoint took something: how often it had failed in a row before.
pub async fn note_success(
    tx: &mut AsyncPgConnection,
    endpoint: Uuid,
    now: DateTime<Utc>,
) -> Result<i32, Error> {
    let row = webhook_progress::table.find(endpoint);
    let failures =
        row.for_no_key_update().select(webhook_progress::failures_in_a_row).first(&mut *tx).await?;
    diesel::update(row)
        .set((
            webhook_progress::failures_in_a_row.eq(0),
            webhook_progress::failing_since.eq(None::<DateTime<Utc>>),
            webhook_progress::paused_until.eq(None::<DateTime<Utc>>),
            webhook_progress::last_attempt_at.eq(Some(now)),
        ))
        .execute(tx)
        .await?;
    Ok(failures)
}

/// Notes that an endpoint failed, and until when it wants to be left alone: since when it fails.
pub async fn note_failure(
    tx: &mut AsyncPgConnection,
    endpoint: Uuid,
    paused_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Error> {
    let sql = "
        UPDATE webhook_progress SET failures_in_a_row = failures_in_a_row + 1,
            failing_since = coalesce(failing_since, $2), last_attempt_at = $2,
            paused_until = greatest(paused_until, $3)
        WHERE endpoint_id = $1 RETURNING failing_since AS at";
    let noted = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(endpoint)
        .bind::<Timestamptz, _>(now)
        .bind::<Nullable<Timestamptz>, _>(paused_until);
    let found: Since = noted.get_result(tx).await?;
    Ok(found.at)
}

#[derive(QueryableByName)]
struct Since {
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
}

/// Makes everything that waits for an endpoint due: it is back.
pub async fn wake(tx: &mut AsyncPgConnection, endpoint: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
    let waiting = webhook_deliveries::table
        .filter(webhook_deliveries::endpoint_id.eq(endpoint))
        .filter(webhook_deliveries::status.eq(DeliveryStatus::Pending))
        .filter(webhook_deliveries::next_attempt_at.gt(now));
    diesel::update(waiting).set(webhook_deliveries::next_attempt_at.eq(Some(now))).execute(tx).await?;
    Ok(())
}
