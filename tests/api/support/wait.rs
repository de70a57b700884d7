//! Waiting for what other threads and processes bring about. Nothing sleeps for a guessed time.

use std::time::{Duration, Instant};

use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

use super::{Actor, Reply, TestApp, cluster};

/// How often a condition is looked at.
const PAUSE: Duration = Duration::from_millis(10);
/// How long a condition may take, on a slow machine with many tests at once.
const DEADLINE: Duration = Duration::from_secs(30);
/// Within what time every process knows what changed about a caller.
const A_SECOND: Duration = Duration::from_secs(1);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Waits until there is something.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(start.elapsed() < DEADLINE, "in vain: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}

impl Actor<'_> {
    /// Reads until the answer has this status. Only what was asked within a second may have another.
    pub async fn get_until(&self, path: &str, status: u16) -> Reply {
        let start = Instant::now();
        loop {
            let asked = start.elapsed();
            let reply = self.get(path).await;
            if reply.status == status {
                return reply;
            }
            assert!(
                asked < A_SECOND,
                "still {} after {asked:?}, not {status}: {}",
                reply.status,
                reply.raw()
            );
            tokio::time::sleep(PAUSE).await;
        }
    }
}

impl TestApp {
    /// Waits until a statement of the service waits for a lock that somebody holds.
    pub async fn until_a_lock_is_waited_for(&self) {
        const WAITING: &str = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let mut connection = cluster::connect(&self.url).await;
        let look = async || {
            let waiting: Count =
                diesel::sql_query(WAITING).get_result(&mut connection).await.expect("a count");
            (waiting.count > 0).then_some(())
        };
        until("a statement that waits for a lock", look).await;
    }
}
