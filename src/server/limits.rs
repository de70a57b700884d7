//! Servers tell each other how often somebody called, so that together they let through what one would.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

use super::failing::Failing;
use crate::db::{Connection, Db, Error, rate_uses};
use crate::http::rate_limits::{RateLimits, Use};

/// How often servers tell each other.
const SHARING_PERIOD: Duration = Duration::from_secs(1);
/// After so many times, callers who have not called for a while are forgotten.
const ROUNDS_UNTIL_TIDY: u32 = 60;

/// Exchanges with the other servers what was counted, every second, until told to stop.
pub async fn share_limits(db: Db, limits: RateLimits, mut stop: watch::Receiver<bool>) {
    let (server, mut failing) = (Uuid::new_v4(), Failing::default());
    let (mut told, mut rounds) = (0_i64, 0_u32);
    while !*stop.borrow() {
        match exchange_uses(&db, &limits, (server, &mut told)).await {
            Ok(()) => failing.end("the sharing of limits"),
            Err(error) => failing.log("the sharing of limits", &error),
        }
        rounds = rounds.wrapping_add(1);
        if rounds.is_multiple_of(ROUNDS_UNTIL_TIDY) {
            limits.tidy();
        }
        tokio::select! {
            () = tokio::time::sleep(SHARING_PERIOD) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Tells what was counted here, and counts what the others told since the last time.
pub async fn exchange_uses(
    db: &Db,
    limits: &RateLimits,
    (server, told): (Uuid, &mut i64),
) -> Result<(), Error> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let own: Vec<_> = limits
        .take_uses()
        .iter()
        .map(|own| (own.caller, number(own.per_minute.get()), number(own.calls)))
        .collect();
    let after = *told;
    let others = db
        .transaction(async |tx: &mut Connection| {
            if !own.is_empty() {
                rate_uses::insert(tx, server, &own).await?;
            }
            rate_uses::list_told(tx, server, after).await
        })
        .await?;
    *told = others.iter().map(|own| own.id).fold(after, i64::max);
    let count = |number: i32| u32::try_from(number).unwrap_or_default();
    let uses: Vec<Use> = others
        .iter()
        .filter_map(|own| {
            let per_minute = NonZeroU32::new(count(own.per_minute))?;
            Some(Use { caller: own.caller, per_minute, calls: count(own.calls) })
        })
        .collect();
    limits.add_uses(&uses);
    Ok(())
}
