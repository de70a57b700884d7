//! The loop of a worker.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use futures_util::FutureExt;
use serde_json::json;
use tokio::sync::{Mutex, watch};
use uuid::Uuid;

use super::handlers::perform;
use crate::core::clock::local;
use crate::db::{Connection, Error};
use crate::features::jobs::routes::give_up;
use crate::operations::job_context::JobContext;
use crate::record::jobs::{self as jobs, Job, NewJob, Outcome};
use crate::record::jobs::{JobKind, MOST_ATTEMPTS, next_try};

/// How often a worker looks for jobs when nothing wakes it.
const PERIOD: Duration = Duration::from_secs(1);
/// How often a worker renews its lease: three times before it is over.
const RENEWAL: Duration = Duration::from_secs(20);
/// How long an attempt goes on after the worker was told to stop; whoever runs the process waits 30 s for its end.
const LAST_MOMENT: Duration = Duration::from_secs(5);
/// How long one attempt may take.
const ATTEMPT: Duration = Duration::from_mins(10);
/// The hour of the day from which the service's own daily jobs are due, in Viet Nam.
const DAILY_FROM: u32 = 7;
/// The daily jobs.
const DAILY: [JobKind; 3] = [JobKind::SendReminders, JobKind::TidyFiles, JobKind::ForgetPersonalData];
/// The most letters of an error that are kept.
const ERROR_LETTERS: usize = 2_000;

/// A worker and what its jobs work with.
#[derive(Clone)]
pub struct Worker {
    context: JobContext,
    /// The kinds of jobs that it takes.
    kinds: Vec<JobKind>,
    /// The last day whose daily jobs are wanted.
    wanted: Arc<Mutex<Option<NaiveDate>>>,
}

impl Worker {
    /// A worker that takes every job.
    #[must_use]
    pub fn new(context: JobContext) -> Self {
        Self { context, kinds: JobKind::ALL.to_vec(), wanted: Arc::default() }
    }

    /// So many workers. Where there are several, the first one leaves long jobs to the others, so that reminders never wait
    /// behind a table.
    #[must_use]
    pub fn several(context: JobContext, count: usize) -> Vec<Self> {
        let mut workers = vec![Self::new(context); count];
        if let [first, _, ..] = workers.as_mut_slice() {
            first.kinds.retain(|kind| !kind.is_long());
        }
        workers
    }

    /// Works until told to stop; a job that is begun then has a moment to end, and is handed back if it does not.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut last_failure = None;
        while !*stop.borrow() {
            match self.round(time_is_up(stop.clone())).await {
                Ok(true) => continue,
                Ok(false) => last_failure = None,
                // Told once, and not every second of an outage.
                Err(error) => {
                    let failure = Some(error.to_string());
                    if failure != last_failure {
                        log::warn!("a worker could not work: {error}");
                    }
                    last_failure = failure;
                }
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Wants the daily jobs and does one job, unless time is up; false when there is none.
    ///
    /// # Errors
    /// [`Error`] of the database: the job, if one was taken, is taken over by another worker when its lease is over.
    pub async fn round(&self, time_is_up: impl Future<Output = ()>) -> Result<bool, Error> {
        self.want_daily_jobs().await?;
        let lease_id = Uuid::new_v4();
        let now = self.context.clock.now();
        let taken = self
            .context
            .db
            .transaction(async |tx: &mut Connection| jobs::claim(tx, &self.kinds, lease_id, now).await)
            .await?;
        let Some(job) = taken else { return Ok(false) };
        let outcome = if now > job.deadline_at {
            Outcome::Dead("nobody began before its deadline".to_owned())
        } else if job.attempts > MOST_ATTEMPTS {
            Outcome::Dead("its workers died too often".to_owned())
        } else {
            self.attempt(&job, lease_id, time_is_up).await
        };
        let is_own = self.finish(&job, &outcome).await?;
        self.context.committed.notify_one();
        log_outcome(&job, &outcome, is_own);
        Ok(true)
    }

    /// Says what became of a job and, where it is tried no more, ends what it was for; false when somebody else took it over.
    async fn finish(&self, job: &Job, outcome: &Outcome) -> Result<bool, Error> {
        let context = self.context.change(None, job.wanted().and_then(|wanted| wanted.request_id));
        let finish = async |tx: &mut Connection| {
            let is_own = jobs::finish(tx, job, outcome, context.at).await?;
            if is_own && matches!(outcome, Outcome::Dead(_)) {
                give_up(tx, &context, job).await?;
            }
            Ok(is_own)
        };
        self.context.db.transaction(finish).await
    }

    /// Each is wanted once a day, whichever worker is first.
    async fn want_daily_jobs(&self) -> Result<(), Error> {
        let now = self.context.clock.now();
        let (today, hour) = (local(now).date(), local(now).hour());
        if hour < DAILY_FROM || *self.wanted.lock().await == Some(today) {
            return Ok(());
        }
        self.context
            .db
            .transaction(async |conn: &mut Connection| {
                for kind in DAILY {
                    let payload = json!({"day": today});
                    let dedupe_key = Some(today.to_string());
                    let id = Uuid::now_v7();
                    let daily = NewJob { id, kind, payload, dedupe_key, run_at: now, created_by: None };
                    jobs::enqueue(conn, &daily, now).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        *self.wanted.lock().await = Some(today);
        Ok(())
    }

    /// One attempt at a job. Its lease is renewed meanwhile; a lost lease ends the attempt, and so does the end of time.
    async fn attempt(&self, job: &Job, lease_id: Uuid, time_is_up: impl Future<Output = ()>) -> Outcome {
        let work = AssertUnwindSafe(perform(&self.context, job)).catch_unwind();
        let done = tokio::select! {
            done = tokio::time::timeout(ATTEMPT, work) => done,
            () = self.lease_lost(job.id, lease_id) => return self.outcome_of_failure(job, "the lease was lost"),
            () = time_is_up => return Outcome::HandedBack("the worker was told to stop".to_owned()),
        };
        match done {
            Ok(Ok(Ok(result))) => Outcome::Done(result),
            Ok(Ok(Err(error))) => self.outcome_of_failure(job, &error.to_string()),
            Ok(Err(_)) => self.outcome_of_failure(job, "the work panicked"),
            Err(_) => self.outcome_of_failure(job, "the attempt took too long"),
        }
    }

    /// Ends when the lease is lost.
    async fn lease_lost(&self, id: Uuid, lease_id: Uuid) {
        loop {
            tokio::time::sleep(RENEWAL).await;
            let renewed = self
                .context
                .db
                .transaction(async |tx: &mut Connection| jobs::renew_lease(tx, id, lease_id).await)
                .await;
            match renewed {
                Ok(true) => {}
                Ok(false) => return,
                // The database may be back before the lease is over.
                Err(error) => log::warn!("a lease could not be renewed: {error}"),
            }
        }
    }

    fn outcome_of_failure(&self, job: &Job, error: &str) -> Outcome {
        let error: String = error.chars().take(ERROR_LETTERS).collect();
        match next_try(job.attempts, self.context.clock.now(), job.deadline_at) {
            Some(at) => Outcome::Again(at, error),
            None => Outcome::Dead(error),
        }
    }
}

/// Ends a moment after the worker was told to stop.
async fn time_is_up(mut stop: watch::Receiver<bool>) {
    // Where nobody is left who could tell, the process ends, too.
    stop.wait_for(|is_told| *is_told).await.ok();
    tokio::time::sleep(LAST_MOMENT).await;
}

fn log_outcome(job: &Job, outcome: &Outcome, is_own: bool) {
    let (id, kind, attempts) = (job.id, job.kind, job.attempts);
    match outcome {
        _ if !is_own => log::warn!("job {id} ({kind}): somebody else took it over"),
        Outcome::Done(result) => log::info!("job {id} ({kind}): done, {result}"),
        Outcome::Again(at, error) => {
            log::warn!("job {id} ({kind}): attempt {attempts} failed, again at {at}: {error}");
        }
        Outcome::HandedBack(why) => log::info!("job {id} ({kind}): handed back, {why}"),
        Outcome::Dead(error) => log::error!("job {id} ({kind}): given up after {attempts} attempts: {error}"),
    }
}
