//! Limiter: work that takes much processor time or memory runs away from the workers, a few pieces at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::catalogue::Code;
use super::problem::Problem;

/// How long a piece of work waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// A number of turns, shared by all copies.
#[derive(Debug, Clone)]
pub struct Limiter(Arc<Semaphore>);

/// A turn that is taken, until it is dropped.
#[derive(Debug)]
pub struct Permit(#[expect(dead_code, reason = "given back when it is dropped")] OwnedSemaphorePermit);

impl Limiter {
    /// At most `at_once` pieces of work at the same time.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once)))
    }

    /// Takes a turn.
    ///
    /// # Errors
    /// 503 when none comes in time.
    pub async fn take(&self) -> Result<Permit, Problem> {
        let queued = || Problem::new(Code::unavailable).because("too much heavy work at once");
        let turns = Arc::clone(&self.0).acquire_owned();
        let turn = tokio::time::timeout(WAIT, turns).await.map_err(|_| queued())?.map_err(|_| queued())?;
        Ok(Permit(turn))
    }

    /// Runs the work in its turn. The turn goes with the work: a caller who hangs up does not make room for the next.
    ///
    /// # Errors
    /// 503 when no turn comes in time; internal when the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.take().await?;
        let working = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(turn);
            outcome
        });
        working.await.map_err(Problem::internal)
    }
}
