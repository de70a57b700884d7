//! What goes on beside requests: the sequencer after every commit, and the housekeeping.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt;
use tokio::sync::{Notify, watch};

use crate::auth::Authenticator;
use crate::core::clock::Clock;
use crate::db::{Connection, Connector, Db, Error, rate_uses, stored_answers};
use crate::features::{clients, events, identity, webhooks};
use crate::http::metrics::Metrics;
use crate::http::rate_limits::RateLimits;
use crate::record::newest::NewestEvent;
use crate::record::sequencer;
use crate::server::failing::Failing;
use crate::server::limits::share_limits;
use crate::server::secrets::keys::read_keys;
use crate::worker::Worker;
use crate::worker::webhooks::{Dispatcher, KEPT, keep_dispatching};

/// How often the sequencer looks for rows of other processes when nothing wakes it.
const SEQUENCER_PERIOD: Duration = Duration::from_millis(500);
/// How long the sequencer waits after a failed round.
const SEQUENCER_PAUSE: Duration = Duration::from_secs(1);
/// How long a task that panicked is left alone.
const AFTER_A_PANIC: Duration = Duration::from_secs(1);
/// How often the directory of signing keys is looked at.
const KEYS_PERIOD: Duration = Duration::from_secs(10);
/// So many events are looked at in one tidying.
const EVENTS_AT_ONCE: i64 = 10_000;
/// So many deliveries of webhooks are removed in one tidying.
const DELIVERIES_AT_ONCE: i64 = 10_000;
/// How often expired rows are removed.
const HOUSEKEEPING_PERIOD: Duration = Duration::from_mins(10);

/// Runs a task until it ends as it was told to. One that panics is told of in the log and in the figures, and is begun
/// again after a moment.
async fn keep_running<T: Future<Output = ()>>(
    name: &str,
    metrics: Metrics,
    mut stop: watch::Receiver<bool>,
    task: impl Fn() -> T,
) {
    while AssertUnwindSafe(task()).catch_unwind().await.is_err() {
        metrics.count_panic(name);
        log::error!("{name} panicked; it begins again");
        tokio::select! {
            () = tokio::time::sleep(AFTER_A_PANIC) => {}
            _ = stop.wait_for(|is_told| *is_told) => return,
        }
    }
}

/// Takes jobs until told to rest, also after a panic.
pub async fn keep_working(worker: Worker, metrics: Metrics, rest: watch::Receiver<bool>) {
    keep_running("a worker", metrics, rest.clone(), || worker.clone().run(rest.clone())).await;
}

/// Numbers and seals until told to stop, also after a panic.
pub async fn keep_sequencing(db: Db, committed: Arc<Notify>, metrics: Metrics, stop: watch::Receiver<bool>) {
    let task = || run_sequencer(db.clone(), Arc::clone(&committed), stop.clone());
    keep_running("the sequencer", metrics, stop.clone(), task).await;
}

/// Removes what expired until told to stop, also after a panic.
pub async fn keep_tidying(
    db: Db,
    (clock, events_kept): (Clock, Option<TimeDelta>),
    metrics: Metrics,
    stop: watch::Receiver<bool>,
) {
    let task = || run_housekeeping(db.clone(), (clock.clone(), events_kept), stop.clone());
    keep_running("the housekeeping", metrics, stop.clone(), task).await;
}

/// Wakes who waits for events until told to stop, also after a broken connection or a panic.
pub async fn keep_listening(
    connector: Connector,
    newest: NewestEvent,
    metrics: Metrics,
    stop: watch::Receiver<bool>,
) {
    let task = || listen(connector.clone(), newest.clone(), stop.clone());
    keep_running("the listener for events", metrics, stop.clone(), task).await;
}

/// Tells the other servers how often somebody called, and counts what they tell, until told to stop, also after a panic.
pub async fn keep_sharing_limits(db: Db, limits: RateLimits, metrics: Metrics, stop: watch::Receiver<bool>) {
    let task = || share_limits(db.clone(), limits.clone(), stop.clone());
    keep_running("the sharing of limits", metrics, stop.clone(), task).await;
}

/// Sends webhooks until told to stop, also after a panic.
pub async fn keep_dispatching_webhooks(
    dispatcher: Dispatcher,
    metrics: Metrics,
    stop: watch::Receiver<bool>,
) {
    let task = || keep_dispatching(dispatcher.clone(), stop.clone());
    keep_running("what sends webhooks", metrics, stop.clone(), task).await;
}

/// Takes the signing keys whenever they change until told to stop, also after a panic.
pub async fn keep_watching_keys(
    authenticator: Authenticator,
    directory: PathBuf,
    metrics: Metrics,
    stop: watch::Receiver<bool>,
) {
    let task = || run_key_watch(authenticator.clone(), directory.clone(), stop.clone());
    keep_running("the watch over the keys", metrics, stop.clone(), task).await;
}

/// Numbers and seals until told to stop; one last round follows the stop.
async fn run_sequencer(db: Db, committed: Arc<Notify>, mut stop: watch::Receiver<bool>) {
    let mut failing = Failing::default();
    while !*stop.borrow() {
        let round = sequencer::round(&db).await;
        if round.is_ok() {
            failing.end("the sequencer");
        }
        match round {
            Ok(true) => {}
            Ok(false) => tokio::select! {
                () = committed.notified() => {}
                () = tokio::time::sleep(SEQUENCER_PERIOD) => {}
                _ = stop.changed() => {}
            },
            Err(error) => {
                failing.log("the sequencer", &error);
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

/// Hears of new events, with another connection whenever one breaks, until told to stop.
async fn listen(connector: Connector, newest: NewestEvent, mut stop: watch::Receiver<bool>) {
    let mut failing = Failing::default();
    while !*stop.borrow() {
        tokio::select! {
            Err(error) = newest.listen(&connector) => failing.log("the listener for events", &error),
            _ = stop.changed() => {}
        }
        tokio::select! {
            () = tokio::time::sleep(SEQUENCER_PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Removes what has expired, now and then, until told to stop.
async fn run_housekeeping(
    db: Db,
    (clock, events_kept): (Clock, Option<TimeDelta>),
    mut stop: watch::Receiver<bool>,
) {
    while !*stop.borrow() {
        match tidy(&db, (&clock, events_kept)).await {
            Ok(removed) => log::debug!("housekeeping removed {removed} rows"),
            Err(error) => log::warn!("housekeeping failed: {error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(HOUSEKEEPING_PERIOD) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn tidy(db: &Db, (clock, events_kept): (&Clock, Option<TimeDelta>)) -> Result<usize, Error> {
    let now = clock.now();
    db.transaction(async |conn: &mut Connection| {
        let keys = stored_answers::forget_expired(conn, now).await?;
        let budgets = identity::store::forget_full_budgets(conn, now).await?;
        let tokens = clients::store::tidy_tokens(conn, now).await?;
        let uses = rate_uses::forget_old(conn).await?;
        let deliveries = webhooks::store::forget_old(conn, now - KEPT, DELIVERIES_AT_ONCE).await?;
        let events = match events_kept {
            Some(kept) => events::store::forget_old(conn, now - kept, EVENTS_AT_ONCE).await?,
            None => 0,
        };
        let sessions = identity::store::forget_old_sessions(conn, now).await?;
        Ok(keys + budgets + tokens + uses + deliveries + events + sessions)
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_begun_again_and_counted() {
        let (metrics, (_stop, stopping)) = (Metrics::new().unwrap(), watch::channel(false));
        let begun = Cell::new(0);
        let task = || async {
            begun.set(begun.get() + 1);
            assert!(begun.get() > 2, "not yet");
        };
        keep_running("counting", metrics.clone(), stopping, task).await;
        assert_eq!(begun.get(), 3);
        assert!(metrics.text().contains("thidua_background_panics_total{task=\"counting\"} 2"));
    }

    #[tokio::test]
    async fn a_stop_ends_the_wait_after_a_panic() {
        let (metrics, (stop, stopping)) = (Metrics::new().unwrap(), watch::channel(false));
        stop.send(true).unwrap();
        keep_running("failing", metrics, stopping, || async { panic!("always") }).await;
    }
}
