//! The sequencer: gives committed events their position and seals committed audit records into a chain.
//!
//! Writers never wait for a number or for the head of the chain; one sequencer at a time, in any server
//! process, does that after their commit and tells listeners once a round.

use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::audit::{AuditRecord, count_fitting, pg_column_size};
use crate::db::schema::{audit_records, events, sequencer_state};
use crate::db::{Db, Error};

/// The channel on which a round tells the newest position.
pub const CHANNEL: &str = "thidua_events";
/// How many rows of each kind one round takes.
const ROUND: i64 = 500;
/// How many bytes of records one round takes, as the database packs them; always at least one record.
const ROUND_BYTES: i64 = 1024 * 1024;
/// How long a round may take: records are read, hashed and written back.
const ROUND_DEADLINE: Duration = Duration::from_secs(30);

/// Where events and records stand after a round.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sequencer_state)]
struct Head {
    last_event_position: i64,
    last_audit_position: i64,
    last_audit_hash: Vec<u8>,
}

diesel::define_sql_function! {
    /// Tells every listener of a channel when the transaction commits.
    fn pg_notify(channel: Text, payload: Text);
}

/// Where the sequencer stands: the last position of an event, the last position and the last seal of a record.
pub async fn head(mut conn: &AsyncPgConnection) -> Result<(i64, i64, Vec<u8>), Error> {
    let head: Head = sequencer_state::table.select(Head::as_select()).first(&mut conn).await?;
    Ok((head.last_event_position, head.last_audit_position, head.last_audit_hash))
}

/// Numbers and seals what was committed since the last round; answers whether more may be waiting.
///
/// # Errors
/// [`Error`] of the database; nothing is half done.
pub async fn round(db: &Db) -> Result<bool, Error> {
    db.transaction_within(ROUND_DEADLINE, async |tx: &mut AsyncPgConnection| {
        // The one row is the lock: a second sequencer waits here and then sees what the first has done.
        let mut head: Head = sequencer_state::table.select(Head::as_select()).for_update().first(tx).await?;
        let numbered = number_events(tx, &mut head).await?;
        let (sealed, is_cut) = seal_records(tx, &mut head).await?;
        if numbered + sealed > 0 {
            diesel::update(sequencer_state::table)
                .set((
                    sequencer_state::last_event_position.eq(head.last_event_position),
                    sequencer_state::last_audit_position.eq(head.last_audit_position),
                    sequencer_state::last_audit_hash.eq(head.last_audit_hash),
                ))
                .execute(tx)
                .await?;
        }
        if numbered > 0 {
            let newest = head.last_event_position.to_string();
            diesel::select(pg_notify(CHANNEL, newest)).execute(tx).await?;
        }
        Ok::<_, Error>(numbered == ROUND || is_cut)
    })
    .await
}

async fn number_events(tx: &mut AsyncPgConnection, head: &mut Head) -> Result<i64, Error> {
    let ids: Vec<Uuid> = events::table
        .filter(events::position.is_null())
        .order(events::written)
        .limit(ROUND)
        .select(events::id)
        .load(tx)
        .await?;
    let first = head.last_event_position + 1;
    let positions: Vec<i64> = (first..).take(ids.len()).collect();
    head.last_event_position = positions.last().copied().unwrap_or(head.last_event_position);
    if !ids.is_empty() {
        diesel::sql_query(
            "UPDATE events SET position = numbered.position \
             FROM unnest($1, $2) AS numbered (id, position) WHERE events.id = numbered.id",
        )
        .bind::<Array<SqlUuid>, _>(&ids)
        .bind::<Array<BigInt>, _>(&positions)
        .execute(tx)
        .await?;
    }
    Ok(head.last_event_position + 1 - first)
}

/// The ids of the records that the next round seals, and whether more may be waiting.
async fn next_unsealed(tx: &mut AsyncPgConnection) -> Result<(Vec<Uuid>, bool), Error> {
    let waiting: Vec<(Uuid, Option<i32>, Option<i32>)> = audit_records::table
        .filter(audit_records::position.is_null())
        .order(audit_records::written)
        .limit(ROUND)
        .select((
            audit_records::id,
            pg_column_size(audit_records::before),
            pg_column_size(audit_records::after),
        ))
        .load(tx)
        .await?;
    let fitting = count_fitting(waiting.iter().map(|(_, before, after)| (*before, *after)), ROUND_BYTES);
    let is_cut = fitting < waiting.len() || waiting.len() >= usize::try_from(ROUND).unwrap_or(usize::MAX);
    Ok((waiting.into_iter().take(fitting).map(|(id, ..)| id).collect(), is_cut))
}

/// Seals the next records; answers how many, and whether more may be waiting.
async fn seal_records(tx: &mut AsyncPgConnection, head: &mut Head) -> Result<(i64, bool), Error> {
    let (next, is_cut) = next_unsealed(tx).await?;
    let records: Vec<AuditRecord> = audit_records::table
        .filter(audit_records::id.eq_any(next))
        .order(audit_records::written)
        .select(AuditRecord::as_select())
        .load(tx)
        .await?;
    let first = head.last_audit_position + 1;
    let (mut ids, mut positions) = (Vec::new(), Vec::new());
    let (mut previous_hashes, mut hashes) = (Vec::new(), Vec::new());
    for record in &records {
        head.last_audit_position += 1;
        let hash = record.seal_at(head.last_audit_position, &head.last_audit_hash);
        ids.push(record.id);
        positions.push(head.last_audit_position);
        previous_hashes.push(std::mem::replace(&mut head.last_audit_hash, hash.clone()));
        hashes.push(hash);
    }
    if !ids.is_empty() {
        diesel::sql_query(
            "UPDATE audit_records SET position = sealed.position, previous_hash = sealed.previous_hash, \
             hash = sealed.hash FROM unnest($1, $2, $3, $4) AS sealed (id, position, previous_hash, hash) \
             WHERE audit_records.id = sealed.id",
        )
        .bind::<Array<SqlUuid>, _>(&ids)
        .bind::<Array<BigInt>, _>(&positions)
        .bind::<Array<Binary>, _>(&previous_hashes)
        .bind::<Array<Binary>, _>(&hashes)
        .execute(tx)
        .await?;
    }
    Ok((head.last_audit_position + 1 - first, is_cut))
}
