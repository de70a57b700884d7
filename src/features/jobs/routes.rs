//! HTTP of jobs: what workers are at, and the list of those that somebody must look at.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::rules::{JobAction, JobLife};
use super::store;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::exports::store as exports;
use crate::features::imports::store as imports;
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::imports::BilingualJson;
use crate::operations::life_cycle::{TransitionInput, allowed_actions, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::jobs::{self, Job, JobKind, JobStatus, MOST_ATTEMPTS, WantedWork};
use crate::record::{Recorded, Subject, record_change};

/// Which jobs to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct JobFilter {
    /// Only jobs in this status; DEAD are those that somebody must look at.
    #[param(nullable = false, inline)]
    status: Option<JobStatus>,
    /// Only jobs of this kind.
    #[param(nullable = false, inline)]
    kind: Option<JobKind>,
}

/// Work that is not done while somebody waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Job)]
pub struct JobView {
    /// The job's id.
    #[schema(example = "01980000-0000-7000-8000-000000002500")]
    id: Uuid,
    /// What work it is: one of the values that the parameter `kind` takes.
    #[schema(value_type = String, max_length = 64, pattern = "^[A-Z_]+$", example = "SEND_REMINDERS")]
    kind: JobKind,
    /// What the work is about.
    #[schema(value_type = Object, example = json!({"day": "2023-06-22"}))]
    payload: Value,
    /// Its status.
    #[schema(example = "DEAD")]
    status: JobStatus,
    /// The transitions that are possible now.
    #[schema(max_items = 10, example = json!(["RETRY", "CANCEL"]))]
    allowed_actions: Vec<JobAction>,
    /// How many times a worker has started it.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 8)]
    attempts: i32,
    /// How many times it may be started before it is given up.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 8)]
    most_attempts: i32,
    /// Not before this instant.
    run_at: LocalTime,
    /// Given up after this instant.
    deadline_at: LocalTime,
    /// Why the last attempt failed.
    #[schema(required, max_length = 2000, format = "text", example = "Mất kết nối cơ sở dữ liệu (mẫu)")]
    last_error: Option<String>,
    /// Its result; null until it is done.
    #[schema(required, value_type = Option<Object>, example = json!(null))]
    result: Option<Value>,
    /// Who requested it; null for jobs of the service itself.
    #[schema(required, example = json!(null))]
    created_by: Option<Uuid>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was requested.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
    /// When it was done or given up.
    #[schema(required)]
    finished_at: Option<LocalTime>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            payload: job.payload,
            status: job.status,
            allowed_actions: allowed_actions(&JobLife(job.status), |_| true),
            attempts: job.attempts,
            most_attempts: MOST_ATTEMPTS,
            run_at: local(job.run_at),
            deadline_at: local(job.deadline_at),
            last_error: job.last_error,
            result: job.result,
            created_by: job.created_by,
            version: job.version,
            created_at: local(job.created_at),
            updated_at: local(job.updated_at),
            finished_at: job.finished_at.map(local),
        }
    }
}

impl Recorded for Job {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"kind": self.kind, "status": self.status})
    }
}

/// List jobs
///
/// Background work, newest first. A job with the status DEAD failed too often: look at `lastError`, fix the cause and
/// retry the job.
#[utoipa::path(params(JobFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<JobView>, description = "A page of jobs", headers(("Link" = String)))))]
#[get("/jobs")]
pub async fn list_jobs(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<JobFilter>,
) -> Result<Answer, Problem> {
    let (JobFilter { status, kind }, before) = (filter.0, page.after_id()?);
    let list = async |conn: &Connection| store::list(conn, (status, kind), before, page.read()).await;
    page.answer(state.db.read(list).await?, |job| Position::of_id(job.id), JobView::from)
}

/// Read a job
///
/// Its status, its result, or why it failed.
#[utoipa::path(responses((status = 200, body = JobView, description = "The job", headers(("ETag" = String)))))]
#[get("/jobs/{id}")]
pub async fn get_job(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let job = state.db.point_read(async |conn| jobs::find(conn, path.0.id).await).await?;
    answer(job)
}

/// Retry or cancel a job
///
/// RETRY queues a dead job again, with all its attempts; CANCEL gives up a job that is queued or dead.
#[utoipa::path(request_body = TransitionInput<JobAction>,
    responses((status = 200, body = JobView, description = "The job afterwards", headers(("ETag" = String)))))]
#[post("/jobs/{id}/transitions")]
pub async fn transition_job(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<JobAction>>,
) -> Result<Answer, Problem> {
    let (id, TransitionInput { action, reason }, context) = (path.0.id, input.0, &change.context);
    let effect = async |tx: &mut Connection| {
        let job = store::lock_exclusive(tx, id).await?;
        let step = next_step(&JobLife(job.status), action, reason.as_deref())?;
        if_match.check(job.version)?;
        if action == JobAction::Cancel {
            give_up(tx, context, &job).await?;
        }
        let after = store::move_to(tx, &job, step.to, context.at).await?;
        record_step(tx, context, step, id, (context.today, reason.as_deref())).await?;
        record_change(tx, context, step.occurrence, Some(&job), &after).await?;
        answer(after)
    };
    change.run_permitted(effect).await
}

/// List a job's transitions
///
/// What administrators did to it, when and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/jobs/{id}/transitions")]
pub async fn list_job_transitions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    state.db.read(async |conn| jobs::find(conn, id).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}

/// Ends what a job was for that is tried no more, so that nobody waits for it.
///
/// # Errors
/// [`db::Error`].
pub async fn give_up(tx: &mut Connection, context: &ChangeContext, job: &Job) -> Result<(), db::Error> {
    let Some(WantedWork { id, .. }) = job.wanted() else { return Ok(()) };
    let reason = BilingualJson::problem(&Problem::new(Code::internal_error)).into_json();
    match job.kind {
        JobKind::SendReminders | JobKind::TidyFiles | JobKind::ForgetPersonalData => Ok(()),
        JobKind::ReadImport | JobKind::CommitImport => imports::give_up(tx, context, id, reason).await,
        JobKind::MakeExport => exports::give_up(tx, context, id, reason).await,
    }
}

fn answer(job: Job) -> Result<Answer, Problem> {
    let version = job.version;
    Ok(Answer::ok(&JobView::from(job))?.with_etag(version))
}
