//! What goes on beside requests: the sequencer after every commit, and the housekeeping.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::clock::Clock;
use crate::db::{Db, Error};
use crate::{idempotency, identity, sequencer};

/// How often the sequencer looks for rows of other processes when nothing wakes it.
const SEQUENCER_PERIOD: Duration = Duration::from_millis(500);
/// How long the sequencer waits after a failed round.
const SEQUENCER_PAUSE: Duration = Duration::from_secs(1);
/// How often expired rows are removed.
const HOUSEKEEPING_PERIOD: Duration = Duration::from_mins(10);

/// Numbers and seals until told to stop; one last round follows the stop.
pub async fn run_sequencer(db: Db, committed: Arc<Notify>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match sequencer::round(&db).await {
            Ok(true) => {}
            Ok(false) => tokio::select! {
                () = committed.notified() => {}
                () = tokio::time::sleep(SEQUENCER_PERIOD) => {}
                _ = stop.changed() => {}
            },
            Err(error) => {
                log::warn!("the sequencer could not work: {error}");
                tokio::select! {
                    () = tokio::time::sleep(SEQUENCER_PAUSE) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }
    if let Err(error) = sequencer::round(&db).await {
        log::warn!("the sequencer's last round failed: {error}");
    }
}

/// Removes what has expired, now and then, until told to stop.
pub async fn run_housekeeping(db: Db, clock: Clock, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match tidy(&db, &clock).await {
            Ok(removed) => log::debug!("housekeeping removed {removed} rows"),
            Err(error) => log::warn!("housekeeping failed: {error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(HOUSEKEEPING_PERIOD) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn tidy(db: &Db, clock: &Clock) -> Result<usize, Error> {
    let now = clock.now();
    db.read(async |conn| {
        let keys = idempotency::forget_expired(conn, now).await?;
        Ok(keys + identity::store::forget_old_sessions(conn, now).await?)
    })
    .await
}
