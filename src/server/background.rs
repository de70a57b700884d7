//! What goes on beside requests: the sequencer after every commit, and the housekeeping.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::auth::Authenticator;
use crate::core::clock::Clock;
use crate::db::stored_answers;
use crate::db::{Db, Error};
use crate::features::identity;
use crate::record::sequencer;
use crate::server::secrets::keys::read_keys;

/// How often the sequencer looks for rows of other processes when nothing wakes it.
const SEQUENCER_PERIOD: Duration = Duration::from_millis(500);
/// How long the sequencer waits after a failed round.
const SEQUENCER_PAUSE: Duration = Duration::from_secs(1);
/// How often the directory of signing keys is looked at.
const KEYS_PERIOD: Duration = Duration::from_secs(10);
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

/// Takes the signing keys from their directory whenever they change there, until told to stop.
pub async fn run_key_watch(
    authenticator: Authenticator,
    directory: PathBuf,
    mut stop: watch::Receiver<bool>,
) {
    let mut known = Vec::new();
    while !*stop.borrow() {
        match read_keys(&directory) {
            Ok(keys) => {
                let instants: Vec<_> = keys.iter().map(|key| key.signs_from).collect();
                if instants != known {
                    match authenticator.tokens().replace_keys(&keys) {
                        Ok(()) => known = instants,
                        Err(error) => log::error!("the signing keys stay as they were: {error}"),
                    }
                }
            }
            Err(error) => log::error!("the signing keys stay as they were: {error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(KEYS_PERIOD) => {}
            _ = stop.changed() => {}
        }
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
        let keys = stored_answers::forget_expired(conn, now).await?;
        let budgets = identity::store::forget_full_budgets(conn, now).await?;
        Ok(keys + budgets + identity::store::forget_old_sessions(conn, now).await?)
    })
    .await
}
