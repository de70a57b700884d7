//! SQL of jobs as administrators see them. How workers take jobs is the queue's, in `record::jobs`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::jobs;
use crate::record::jobs::{DEADLINE, Job, JobKind, JobStatus};

/// A job, locked until the transaction ends: no worker takes it meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Job, Error> {
    Ok(jobs::table.find(id).for_no_key_update().select(Job::as_select()).first(tx).await?)
}

/// The jobs of a status and a kind, newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    (status, kind): (Option<JobStatus>, Option<JobKind>),
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Job>, Error> {
    let mut query = page.only_updated(jobs::table.select(Job::as_select()).into_boxed(), jobs::updated_at);
    if let Some(status) = status {
        query = query.filter(jobs::status.eq(status.as_str()));
    }
    if let Some(kind) = kind {
        query = query.filter(jobs::kind.eq(kind.as_str()));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(jobs::id.lt(before));
    }
    Ok(query.order(jobs::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Moves a locked job by what an administrator did: a job that is queued again begins to count anew.
pub async fn move_to(
    tx: &mut AsyncPgConnection,
    job: &Job,
    status: JobStatus,
    now: DateTime<Utc>,
) -> Result<Job, Error> {
    let is_again = status == JobStatus::Queued;
    let (run_at, deadline_at) = if is_again { (now, now + DEADLINE) } else { (job.run_at, job.deadline_at) };
    let job = diesel::update(jobs::table.find(job.id))
        .set((
            jobs::status.eq(status.as_str()),
            jobs::attempts.eq(if is_again { 0 } else { job.attempts }),
            jobs::run_at.eq(run_at),
            jobs::deadline_at.eq(deadline_at),
            jobs::version.eq(job.version.next()),
            jobs::updated_at.eq(now),
            jobs::finished_at.eq((!is_again).then_some(now)),
        ))
        .returning(Job::as_returning())
        .get_result(tx)
        .await?;
    Ok(job)
}
