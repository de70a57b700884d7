//! SQL of jobs. Workers of several processes take jobs side by side: a row that one has locked the others pass over.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Interval, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{DEADLINE, JobKind, JobStatus, KEPT, LEASE, MOST_ATTEMPTS};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::jobs;

/// A job.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Job {
    pub id: Uuid,
    #[diesel(deserialize_as = String)]
    pub kind: JobKind,
    pub payload: Value,
    #[diesel(deserialize_as = String)]
    pub status: JobStatus,
    pub attempts: i32,
    pub run_at: DateTime<Utc>,
    pub deadline_at: DateTime<Utc>,
    pub lease_id: Option<Uuid>,
    pub last_error: Option<String>,
    pub result: Option<Value>,
    pub created_by: Option<Uuid>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// A job that somebody wants.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id.
    pub id: Uuid,
    /// What work it is.
    pub kind: JobKind,
    /// What the work is about.
    pub payload: Value,
    /// The same kind and key are wanted once.
    pub dedupe_key: Option<String>,
    /// Not before this instant.
    pub run_at: DateTime<Utc>,
    /// Who wants it; nobody for the service itself.
    pub created_by: Option<Uuid>,
}

/// A thing that a job works on, and the request that wanted it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WantedWork {
    /// The thing.
    pub id: Uuid,
    /// The request.
    pub request_id: Option<Uuid>,
    /// The job and the lease under which a worker works on it.
    #[serde(skip)]
    pub lease: Option<(Uuid, Uuid)>,
}

impl NewJob {
    /// Work on a thing, as soon as there is a worker. The thing's status says that it is wanted.
    ///
    /// # Errors
    /// None in practice: ids can be written as JSON.
    pub fn on(kind: JobKind, id: Uuid, context: &ChangeContext) -> Result<Self, Error> {
        let wanted = WantedWork { id, request_id: context.request_id, lease: None };
        Ok(Self {
            id: context.ids.next(),
            kind,
            payload: to_json(&wanted)?,
            dedupe_key: None,
            run_at: context.at,
            created_by: context.actor_id,
        })
    }
}

impl Job {
    /// The thing that it works on, where it is work on one.
    #[must_use]
    pub fn wanted(&self) -> Option<WantedWork> {
        let wanted: WantedWork = serde_json::from_value(self.payload.clone()).ok()?;
        Some(WantedWork { lease: self.lease_id.map(|lease_id| (self.id, lease_id)), ..wanted })
    }
}

/// Wants a job, in the transaction of whoever wants it; false when it was wanted before.
pub async fn enqueue(mut conn: &AsyncPgConnection, job: &NewJob, now: DateTime<Utc>) -> Result<bool, Error> {
    let written = diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(job.id),
            jobs::kind.eq(job.kind.as_str()),
            jobs::payload.eq(&job.payload),
            jobs::dedupe_key.eq(&job.dedupe_key),
            jobs::status.eq(JobStatus::Queued.as_str()),
            jobs::attempts.eq(0),
            jobs::run_at.eq(job.run_at),
            jobs::deadline_at.eq(job.run_at + DEADLINE),
            jobs::created_by.eq(job.created_by),
            jobs::version.eq(RowVersion::FIRST),
            jobs::created_at.eq(now),
            jobs::updated_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(&mut conn)
        .await?;
    Ok(written == 1)
}

/// Takes the next job of these kinds under a new lease: one whose time has come, or one whose worker gave no sign of life.
/// Leases are measured by the database's clock, because the clocks of several machines differ.
pub async fn claim(
    mut conn: &AsyncPgConnection,
    kinds: &[JobKind],
    lease_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Job>, Error> {
    let sql = "UPDATE jobs SET status = 'RUNNING', attempts = attempts + 1, lease_id = $1,
            leased_until = clock_timestamp() + $3,
            version = version + 1, updated_at = $2
        WHERE id = (
            SELECT id FROM jobs
            WHERE kind = ANY ($4) AND (status = 'QUEUED' AND run_at <= $2 OR status = 'RUNNING'
                -- A lease longer than any was given while the clock stood elsewhere.
                AND NOT leased_until BETWEEN clock_timestamp() AND clock_timestamp() + $3)
            ORDER BY run_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id";
    let claimed: Option<Claimed> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(lease_id)
        .bind::<Timestamptz, _>(now)
        .bind::<Interval, _>(LEASE)
        .bind::<Array<Text>, _>(kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>())
        .get_result(&mut conn)
        .await
        .optional()?;
    match claimed {
        Some(Claimed { id }) => Ok(Some(find(conn, id).await?)),
        None => Ok(None),
    }
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Locks the job that somebody works on until the transaction ends, so that nobody takes it over meanwhile; false when it
/// was lost.
pub async fn hold_lease(tx: &mut AsyncPgConnection, wanted: WantedWork) -> Result<bool, Error> {
    let Some((id, lease_id)) = wanted.lease else { return Ok(false) };
    let own = jobs::table.find(id).filter(jobs::lease_id.eq(lease_id)).select(jobs::id);
    Ok(own.for_share().first::<Uuid>(tx).await.optional()?.is_some())
}

/// Renews a lease; false when it was lost.
pub async fn renew_lease(mut conn: &AsyncPgConnection, id: Uuid, lease_id: Uuid) -> Result<bool, Error> {
    let sql = "UPDATE jobs SET leased_until = clock_timestamp() + $3 WHERE id = $1 AND lease_id = $2";
    let renewed = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(lease_id)
        .bind::<Interval, _>(LEASE)
        .execute(&mut conn)
        .await?;
    Ok(renewed == 1)
}

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done(Value),
    /// It failed and is tried again at an instant.
    Again(DateTime<Utc>, String),
    /// It failed for good.
    Dead(String),
    /// Its worker was told to stop: others go on, as if this attempt had not been.
    HandedBack(String),
}

/// Ends a lease with what became of the job; false when the lease was lost: somebody else is at it then.
pub async fn finish(
    mut conn: &AsyncPgConnection,
    job: &Job,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let (status, run_at, last_error, result) = match outcome {
        Outcome::Done(result) => (JobStatus::Done, job.run_at, None, Some(result)),
        Outcome::Again(at, error) => (JobStatus::Queued, *at, Some(error), None),
        Outcome::Dead(error) => (JobStatus::Dead, job.run_at, Some(error), None),
        Outcome::HandedBack(why) => (JobStatus::Queued, job.run_at, Some(why), None),
    };
    let is_attempt = !matches!(outcome, Outcome::HandedBack(_));
    // Taken once more than it may be tried, it was only found dead.
    let attempts = (job.attempts - i32::from(!is_attempt)).min(MOST_ATTEMPTS);
    let finished_at = (status != JobStatus::Queued).then_some(now);
    let own = jobs::table.find(job.id).filter(jobs::lease_id.eq(job.lease_id));
    let updated = diesel::update(own)
        .set((
            jobs::status.eq(status.as_str()),
            jobs::attempts.eq(attempts),
            jobs::run_at.eq(run_at),
            jobs::last_error.eq(last_error),
            jobs::result.eq(result),
            jobs::lease_id.eq(None::<Uuid>),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(now),
            jobs::finished_at.eq(finished_at),
        ))
        .execute(&mut conn)
        .await?;
    Ok(updated == 1)
}

/// A job.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Job, Error> {
    Ok(jobs::table.find(id).select(Job::as_select()).first(&mut conn).await?)
}

/// Removes jobs that were done or given up long ago; answers how many. Dead ones stay until somebody looks at them.
pub async fn delete_old(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let old = jobs::table
        .filter(jobs::status.eq_any([JobStatus::Done.as_str(), JobStatus::Cancelled.as_str()]))
        .filter(jobs::finished_at.lt(now - KEPT));
    Ok(diesel::delete(old).execute(&mut conn).await?)
}
