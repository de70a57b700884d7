//! SQL of tokens that ended early, and of assertions that were used.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{ended_tokens, used_assertions};

/// Ends a token of a client before its time; one that ended already stays so.
pub async fn end_token(
    tx: &mut AsyncPgConnection,
    (client, token): (Uuid, Uuid),
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Error> {
    diesel::insert_into(ended_tokens::table)
        .values((
            ended_tokens::token_id.eq(token),
            ended_tokens::client_id.eq(client),
            ended_tokens::ended_at.eq(now),
            ended_tokens::expires_at.eq(expires_at),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes an assertion of a client: whether it is its first time.
pub async fn take_assertion(
    tx: &mut AsyncPgConnection,
    (client, assertion): (Uuid, &[u8]),
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let taken = diesel::insert_into(used_assertions::table)
        .values((
            used_assertions::client_id.eq(client),
            used_assertions::assertion.eq(assertion),
            used_assertions::expires_at.eq(expires_at),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(taken == 1)
}

/// Forgets what has expired by itself: how many rows.
pub async fn tidy_tokens(tx: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let ended = ended_tokens::table.filter(ended_tokens::expires_at.lt(now));
    let used = used_assertions::table.filter(used_assertions::expires_at.lt(now));
    Ok(diesel::delete(ended).execute(&mut *tx).await? + diesel::delete(used).execute(tx).await?)
}
