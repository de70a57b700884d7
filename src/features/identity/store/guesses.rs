//! SQL of guesses at passwords: one row for each budget, shared by all server processes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::core::crypto;
use crate::db::Error;
use crate::db::schema::guess_budgets;
use crate::features::identity::rules::guesses::Bucket;

fn key(bucket: Bucket<'_>) -> Vec<u8> {
    crypto::sha256(&[bucket.name().as_bytes()])
}

/// Spends a guess before the password is checked, so that simultaneous guesses count as well. Answers how long to wait
/// where none is left; the budget stays locked until the transaction ends.
pub async fn spend_guess(
    tx: &mut AsyncPgConnection,
    bucket: Bucket<'_>,
    now: DateTime<Utc>,
) -> Result<Result<(), TimeDelta>, Error> {
    let key = key(bucket);
    let known: DateTime<Utc> = diesel::insert_into(guess_budgets::table)
        .values((guess_budgets::bucket.eq(&key), guess_budgets::full_at.eq(now)))
        .on_conflict(guess_budgets::bucket)
        .do_update()
        .set(guess_budgets::full_at.eq(guess_budgets::full_at))
        .returning(guess_budgets::full_at)
        .get_result(tx)
        .await?;
    match bucket.budget().spend(Some(known), now) {
        Err(wait) => Ok(Err(wait)),
        Ok(full_at) => {
            let row = diesel::update(guess_budgets::table.find(&key));
            row.set(guess_budgets::full_at.eq(full_at)).execute(tx).await?;
            Ok(Ok(()))
        }
    }
}

/// What a right password makes of a budget: an account's is full again, a network's gets the guess back, because others
/// guess from there as well.
pub async fn settle_guess(tx: &mut AsyncPgConnection, bucket: Bucket<'_>) -> Result<(), Error> {
    let key = key(bucket);
    if !matches!(bucket, Bucket::Network(_)) {
        diesel::delete(guess_budgets::table.find(&key)).execute(tx).await?;
        return Ok(());
    }
    let known = guess_budgets::table.find(&key).select(guess_budgets::full_at).for_update();
    let known: Option<DateTime<Utc>> = known.first(tx).await.optional()?;
    if let Some(full_at) = known {
        let before = full_at - bucket.budget().refill;
        let row = diesel::update(guess_budgets::table.find(&key));
        row.set(guess_budgets::full_at.eq(before)).execute(tx).await?;
    }
    Ok(())
}

/// Removes budgets that are full again; answers how many.
pub async fn forget_full_budgets(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let full = guess_budgets::table.filter(guess_budgets::full_at.le(now));
    Ok(diesel::delete(full).execute(&mut conn).await?)
}
