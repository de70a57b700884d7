//! What is done for each kind of job. A job may be begun twice, so everything here bears that.

use std::time::SystemTime;

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use super::job_context::JobContext;
use crate::core::context::{ChangeContext, Ids};
use crate::db::{self, Connection};
use crate::features::files::rules::UNUSED_LIFE;
use crate::features::files::store as files;
use crate::features::obligations::routes::reminders::send;
use crate::features::obligations::store::reminders::pending;
use crate::http::Problem;
use crate::record::jobs::JobKind;
use crate::record::jobs::{self as jobs, Job};

/// How many reminders are worked out at a time.
const REMINDERS_AT_ONCE: i64 = 10_000;
/// How many of them are sent in one transaction.
const REMINDERS_A_TRANSACTION: usize = 200;
/// How many files are forgotten in one statement.
const FILES_AT_ONCE: i64 = 100;

/// Why an attempt failed: told to administrators, who mend it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// A rule, or a fault of ours.
    #[error("{0}")]
    Refused(Problem),
    /// The folder of files.
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
    /// The job does not say what it is about.
    #[error("the job has no {0}")]
    Payload(&'static str),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl JobContext {
    /// Does what a job is for; answers what came of it.
    pub(super) async fn perform(&self, job: &Job) -> Result<Value, Failure> {
        match job.kind {
            JobKind::SendReminders => self.send_reminders(job).await,
            JobKind::TidyFiles => self.tidy_files().await,
        }
    }

    /// Reminds of what is due, some at a time.
    async fn send_reminders(&self, job: &Job) -> Result<Value, Failure> {
        let day = job.payload.get("day").and_then(Value::as_str);
        let day: NaiveDate = day.and_then(|day| day.parse().ok()).ok_or(Failure::Payload("day"))?;
        // Begun later, it reminds of what is to be sent then.
        let today = day.max(self.clock.today());
        let mut sent = 0;
        loop {
            // What is due of all campaigns is worked out once for many reminders.
            let pending = self.db.read(async |conn| pending(conn, today, REMINDERS_AT_ONCE).await).await?;
            for some in pending.chunks(REMINDERS_A_TRANSACTION) {
                let (at, ids) = (self.clock.now(), Ids::default());
                let context = ChangeContext { actor_id: None, request_id: None, at, today, ids };
                let send = async |tx: &mut Connection| send(tx, &context, some).await;
                sent += self.db.transaction(send).await?;
                self.committed.notify_one();
            }
            if pending.is_empty() {
                return Ok(json!({"sent": sent}));
            }
        }
    }

    /// Removes old jobs, files that nothing refers to, what broken uploads left, and bytes that no row knows.
    async fn tidy_files(&self) -> Result<Value, Failure> {
        let now = self.clock.now();
        let jobs = self.db.transaction(async |tx: &mut Connection| jobs::delete_old(tx, now).await).await?;
        let before = now - UNUSED_LIFE;
        let mut removed = 0;
        loop {
            let forgotten = self
                .db
                .transaction(async |tx: &mut Connection| {
                    files::forget_unused(tx, before, FILES_AT_ONCE).await
                })
                .await?;
            if forgotten.is_empty() {
                break;
            }
            for id in &forgotten {
                self.storage.remove(*id).await?;
            }
            removed += forgotten.len();
        }
        let orphans = self.remove_orphans(before.into()).await?;
        Ok(json!({"unusedFiles": removed, "orphans": orphans, "jobs": jobs}))
    }

    /// Bytes whose row was never written: the process died between the two.
    async fn remove_orphans(&self, before: SystemTime) -> Result<usize, Failure> {
        let kept = self.storage.kept_before(before).await?;
        let mut orphans = 0;
        for some in kept.chunks(1_000) {
            let known = self.db.read(async |conn| files::find_all(conn, some).await).await?;
            let is_known = |id: &&Uuid| known.iter().any(|file| file.id == **id);
            for id in some.iter().filter(|id| !is_known(id)) {
                self.storage.remove(*id).await?;
                orphans += 1;
            }
        }
        Ok(orphans)
    }
}
