//! Idempotency keys: the same key and the same request get the same answer again.
//!
//! The key row is written in the transaction of the change, so a stored answer means a committed effect.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::crypto;
use crate::db::Error;
use crate::db::schema::idempotency_keys;

/// How long a key lives.
pub const KEY_LIFE: TimeDelta = TimeDelta::days(7);

/// A key in its scope: one caller, one operation.
#[derive(Debug, Clone)]
pub struct Key {
    /// Who sends it.
    pub caller_id: Uuid,
    /// `operationId` of the request.
    pub operation: String,
    /// The key itself.
    pub key: String,
    /// SHA-256 over everything that makes two requests the same.
    pub fingerprint: Vec<u8>,
}

/// An answer kept for a retry.
#[derive(Debug, Clone)]
pub struct Kept {
    /// HTTP status.
    pub status: i16,
    /// Header names and values.
    pub headers: Value,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// What is known of a key.
#[derive(Debug, Clone)]
pub enum Claim {
    /// Nobody used it: go on.
    Fresh,
    /// The same request was answered before.
    Answered(Kept),
    /// Another request used it.
    Reused,
    /// The same key is being worked on right now.
    InProgress,
}

diesel::define_sql_function! {
    /// Takes a lock that ends with the transaction, or answers at once that somebody has it.
    fn pg_try_advisory_xact_lock(key: BigInt) -> Bool;
}

/// Claims a key for the running transaction.
pub async fn claim(conn: &mut AsyncPgConnection, key: &Key, now: DateTime<Utc>) -> Result<Claim, Error> {
    let free: bool = diesel::select(pg_try_advisory_xact_lock(lock_number(key))).get_result(conn).await?;
    if !free {
        return Ok(Claim::InProgress);
    }
    let known: Option<(Vec<u8>, i16, Value, Vec<u8>)> = idempotency_keys::table
        .find((key.caller_id, &key.operation, &key.key))
        .filter(idempotency_keys::created_at.gt(now - KEY_LIFE))
        .select((
            idempotency_keys::fingerprint,
            idempotency_keys::status,
            idempotency_keys::headers,
            idempotency_keys::body,
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(match known {
        None => Claim::Fresh,
        Some((fingerprint, ..)) if fingerprint != key.fingerprint => Claim::Reused,
        Some((_, status, headers, body)) => Claim::Answered(Kept { status, headers, body }),
    })
}

/// Keeps the answer under a claimed key.
pub async fn keep(
    conn: &mut AsyncPgConnection,
    key: &Key,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // An expired row of the same key may still wait for the housekeeping.
    diesel::delete(idempotency_keys::table.find((key.caller_id, &key.operation, &key.key)))
        .execute(conn)
        .await?;
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::caller_id.eq(key.caller_id),
            idempotency_keys::operation.eq(&key.operation),
            idempotency_keys::key.eq(&key.key),
            idempotency_keys::fingerprint.eq(&key.fingerprint),
            idempotency_keys::status.eq(kept.status),
            idempotency_keys::headers.eq(&kept.headers),
            idempotency_keys::body.eq(&kept.body),
            idempotency_keys::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes expired keys and answers how many.
pub async fn forget_expired(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let expired = idempotency_keys::table.filter(idempotency_keys::created_at.le(now - KEY_LIFE));
    Ok(diesel::delete(expired).execute(&mut conn).await?)
}

/// The advisory lock of a key: 64 bits of its hash.
fn lock_number(key: &Key) -> i64 {
    let hash =
        crypto::sha256(&[key.caller_id.as_bytes(), key.operation.as_bytes(), b"\0", key.key.as_bytes()]);
    hash.iter().take(8).fold(0, |number, byte| (number << 8) | i64::from(*byte))
}
