//! What is done for each kind of job. A job may be begun twice, so everything here bears that.

use std::collections::HashSet;
use std::time::SystemTime;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{exports, imports};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::exports::store as export_store;
use crate::features::files::rules::UNUSED_LIFE;
use crate::features::files::store as files;
use crate::features::imports::store as import_store;
use crate::features::nominations::routes::reminders::send_deadline_reminders;
use crate::features::nominations::store as nominations;
use crate::features::obligations::routes::reminders::send;
use crate::features::obligations::store::reminders::pending;
use crate::features::people::routes::retention::forget_some;
use crate::features::people::rules::personal_data::Retained;
use crate::http::Problem;
use crate::operations::job_context::JobContext;
use crate::record::jobs::JobKind;
use crate::record::jobs::{self as jobs, Job};

/// How many reminders are worked out at a time.
const REMINDERS_AT_ONCE: i64 = 10_000;
/// How many of them are sent in one transaction.
const REMINDERS_A_TRANSACTION: usize = 200;
/// Of how many nominations the days are looked at in one transaction.
const NOMINATIONS_AT_ONCE: i64 = 100;
/// How many rows about people are forgotten in one transaction.
const FORGOTTEN_AT_ONCE: i64 = 200;
/// How many files are forgotten in one statement.
const FILES_AT_ONCE: i64 = 100;

/// Why an attempt failed: told to administrators, who mend it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// A rule, or a fault of ours.
    #[error("{}", describe_problem(.0))]
    Refused(Problem),
    /// The folder of files.
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
    /// The job does not say what it is about.
    #[error("the job has no {0}")]
    Payload(&'static str),
}

/// The code of a problem, and the cause where one is known.
fn describe_problem(problem: &Problem) -> String {
    problem.cause().map_or_else(|| problem.to_string(), |cause| format!("{problem}: {cause}"))
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// Does what a job is for; answers what came of it.
pub(super) async fn perform(work: &JobContext, job: &Job) -> Result<Value, Failure> {
    let wanted = || job.wanted().ok_or(Failure::Payload("id"));
    match job.kind {
        JobKind::SendReminders => send_reminders(work, job).await,
        JobKind::TidyFiles => tidy_files(work).await,
        JobKind::ForgetPersonalData => forget_personal_data(work).await,
        JobKind::ReadImport => Ok(imports::read(work, wanted()?).await?),
        JobKind::CommitImport => Ok(imports::commit(work, wanted()?).await?),
        JobKind::MakeExport => Ok(exports::make(work, wanted()?).await?),
    }
}

/// Reminds of what is due, some at a time.
async fn send_reminders(work: &JobContext, job: &Job) -> Result<Value, Failure> {
    let day = job.payload.get("day").and_then(Value::as_str);
    let day: NaiveDate = day.and_then(|day| day.parse().ok()).ok_or(Failure::Payload("day"))?;
    // Begun later, it reminds of what is to be sent then.
    let today = day.max(work.clock.today());
    let mut sent = 0;
    loop {
        // What is due of all campaigns is worked out once for many reminders.
        let pending = work.db.read(async |conn| pending(conn, today, REMINDERS_AT_ONCE).await).await?;
        for some in pending.chunks(REMINDERS_A_TRANSACTION) {
            let context = ChangeContext { today, ..work.change(None, None) };
            let send = async |tx: &mut Connection| send(tx, &context, some).await;
            sent += work.db.transaction(send).await?;
            work.committed.notify_one();
        }
        if pending.is_empty() {
            break;
        }
    }
    Ok(json!({"sent": sent + remind_of_nominations(work, today).await?}))
}

/// Reminds of the days until which nominations go up, some nominations at a time.
async fn remind_of_nominations(work: &JobContext, today: NaiveDate) -> Result<usize, Failure> {
    let (mut sent, mut after) = (0, None);
    loop {
        let list =
            async |conn: &Connection| nominations::list_awaited(conn, after, NOMINATIONS_AT_ONCE).await;
        let some = work.db.read(list).await?;
        let Some(last) = some.last() else { return Ok(sent) };
        after = Some(last.id);
        let context = ChangeContext { today, ..work.change(None, None) };
        let send = async |tx: &mut Connection| send_deadline_reminders(tx, &context, &some).await;
        sent += work.db.transaction(send).await?;
        work.committed.notify_one();
    }
}

/// Forgets what the rules of personal data keep no longer; answers how much of each. One that fails stops no other.
async fn forget_personal_data(work: &JobContext) -> Result<Value, Failure> {
    let (mut forgotten, mut failure) = (Map::new(), None);
    for &kept in Retained::ALL {
        match forget_all(work, kept).await {
            Ok(count) => drop(forgotten.insert(kept.as_str().to_owned(), count.into())),
            Err(error) => failure = Some(error),
        }
    }
    failure.map_or(Ok(Value::Object(forgotten)), Err)
}

/// Forgets one kind, some at a time.
async fn forget_all(work: &JobContext, kept: Retained) -> Result<usize, Failure> {
    let mut count = 0;
    loop {
        let context = work.change(None, None);
        let forget = async |tx: &mut Connection| forget_some(tx, &context, kept, FORGOTTEN_AT_ONCE).await;
        match work.db.transaction(forget).await? {
            0 => return Ok(count),
            some => count += some,
        }
        work.committed.notify_one();
    }
}

/// Removes old jobs, files that nothing refers to, what broken uploads left, and bytes that no row knows.
async fn tidy_files(work: &JobContext) -> Result<Value, Failure> {
    let now = work.clock.now();
    let jobs = work.db.transaction(async |tx: &mut Connection| jobs::delete_old(tx, now).await).await?;
    let before = now - UNUSED_LIFE;
    let mut removed = 0;
    loop {
        let forgotten = work
            .db
            .transaction(async |tx: &mut Connection| files::forget_unused(tx, before, FILES_AT_ONCE).await)
            .await?;
        if forgotten.is_empty() {
            break;
        }
        for id in &forgotten {
            work.storage.remove(*id).await?;
        }
        removed += forgotten.len();
    }
    let orphans = remove_orphans(work, before.into()).await?;
    let (imports, exports) = (imports::remove_old(work).await?, exports::remove_old(work).await?);
    Ok(
        json!({"unusedFiles": removed, "orphans": orphans, "jobs": jobs, "imports": imports, "exports": exports}),
    )
}

/// Bytes whose row was never written: the process died between the two.
async fn remove_orphans(work: &JobContext, before: SystemTime) -> Result<usize, Failure> {
    let kept = work.storage.kept_before(before).await?;
    let mut orphans = 0;
    for some in kept.chunks(1_000) {
        let known = work.db.read(async |conn| known_of(conn, some).await).await?;
        for id in some.iter().filter(|id| !known.contains(*id)) {
            work.storage.remove(*id).await?;
            orphans += 1;
        }
    }
    Ok(orphans)
}

/// Which of these ids have a row that their bytes belong to.
async fn known_of(conn: &Connection, ids: &[Uuid]) -> Result<HashSet<Uuid>, db::Error> {
    let files = files::find_all(conn, ids).await?;
    let mut known: HashSet<Uuid> = files.into_iter().map(|file| file.id).collect();
    known.extend(import_store::find_ids(conn, ids).await?);
    known.extend(export_store::find_ids(conn, ids).await?);
    Ok(known)
}
