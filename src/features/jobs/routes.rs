//! HTTP of jobs: what workers are at, and the list of those that somebody must look at.

use actix_web::{HttpRequest, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::rules::{JobAction, allowed_actions, next_status};
use super::store;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::http::input::{Json, Parameters};
use crate::http::paging::{Pager, Place};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::jobs::{self, Job, JobKind, JobStatus, MOST_ATTEMPTS};
use crate::record::transitions;
use crate::record::{self, ChangeRecord, Occurrence, Subject, SubjectType};

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
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most jobs a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Which job.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct JobParameters {
    /// The job's id.
    #[param(example = "01980000-0000-7000-8000-000000002500")]
    id: Uuid,
}

/// Which page of a job's transitions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfJob {
    /// The job's id.
    #[param(example = "01980000-0000-7000-8000-000000002500")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most transitions a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A step of a job's life that an administrator takes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobTransition {
    /// What shall happen.
    #[schema(example = "RETRY")]
    action: JobAction,
    /// Why.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    reason: Option<String>,
}

/// Work that is not done while somebody waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Job)]
pub struct JobView {
    /// The job's id.
    #[schema(example = "01980000-0000-7000-8000-000000002500")]
    id: Uuid,
    /// What work it is.
    #[schema(example = "SEND_REMINDERS")]
    kind: JobKind,
    /// What the work is about.
    #[schema(value_type = Object, example = json!({"day": "2023-06-22"}))]
    payload: Value,
    /// Where it is in its life.
    #[schema(example = "DEAD")]
    status: JobStatus,
    /// The transitions that are possible now.
    #[schema(max_items = 10, example = json!(["RETRY", "CANCEL"]))]
    allowed_actions: Vec<JobAction>,
    /// How often a worker began.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 8)]
    attempts: i32,
    /// How often one begins before it is given up.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 8)]
    most_attempts: i32,
    /// Not before this instant.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-06-22T07:00:00.000000+07:00")]
    run_at: LocalTime,
    /// Given up after this instant.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-06-24T07:00:00.000000+07:00")]
    deadline_at: LocalTime,
    /// Why the last attempt failed.
    #[schema(required, max_length = 2000, format = "text", example = "Mất kết nối cơ sở dữ liệu (mẫu)")]
    last_error: Option<String>,
    /// What came of it; null until it is done.
    #[schema(required, value_type = Option<Object>, example = json!(null))]
    result: Option<Value>,
    /// Who wanted it; null for what the service itself wants.
    #[schema(required, example = json!(null))]
    created_by: Option<Uuid>,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 17)]
    version: i32,
    /// When it was wanted.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-06-22T07:00:00.000000+07:00")]
    created_at: LocalTime,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-06-22T10:00:00.000000+07:00")]
    updated_at: LocalTime,
    /// When it was done or given up.
    #[schema(required, value_type = Option<String>, format = DateTime, max_length = 35, example = "2023-06-22T10:00:00.000000+07:00")]
    finished_at: Option<LocalTime>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            payload: job.payload,
            status: job.status,
            allowed_actions: allowed_actions(job.status).to_vec(),
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

/// A page of jobs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobPage {
    /// The jobs, newest first.
    #[schema(max_items = 200)]
    items: Vec<JobView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List jobs
///
/// Work that is not done while somebody waits. Those with the status DEAD failed too often: look at `lastError`, mend the
/// cause and let them be tried again.
#[utoipa::path(params(JobFilter),
    responses((status = 200, body = JobPage, description = "A page of jobs", headers(("Link" = String)))))]
#[get("/jobs")]
pub async fn list_jobs(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<JobFilter>,
) -> Result<Answer, Problem> {
    let JobFilter { status, kind, cursor, limit } = parameters.0;
    let list = format!("jobs {status:?} {kind:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let before = pager.after_id()?;
    let read =
        state.db.read(async |conn| store::list(conn, (status, kind), before, pager.rows_to_fetch()).await);
    let by_id = |job: &Job| Place { key: String::new(), id: job.id.to_string() };
    let (rows, next_cursor) = pager.page(read.await?, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.into_iter().map(JobView::from).collect();
    Ok(Answer::ok(&JobPage { items, next_cursor })?.with_link(link))
}

/// Read a job
///
/// Where it is in its life, what came of it, or why it failed.
#[utoipa::path(params(JobParameters),
    responses((status = 200, body = JobView, description = "The job", headers(("ETag" = String)))))]
#[get("/jobs/{id}")]
pub async fn get_job(
    state: web::Data<State>,
    parameters: Parameters<JobParameters>,
) -> Result<Answer, Problem> {
    let job = state.db.point_read(async |conn| jobs::find(conn, parameters.0.id).await).await?;
    let version = job.version;
    Ok(Answer::ok(&JobView::from(job))?.with_etag(version))
}

/// Retry or cancel a job
///
/// RETRY lets workers begin a dead job anew, with all its attempts; CANCEL gives up one that waits or is dead.
#[utoipa::path(params(JobParameters), request_body = JobTransition,
    responses((status = 200, body = JobView, description = "The job afterwards", headers(("ETag" = String)))))]
#[post("/jobs/{id}/transitions")]
pub async fn transition_job(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<JobParameters>,
    input: Json<JobTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (parameters.0.id, input.0, &change.context);
    // Jobs belong to the whole installation, so a role over the whole province is needed.
    let permit = async |tx: &mut Connection| {
        unit_scope::require(tx, &change.caller, Permission::ManageSettings, None, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let job = store::lock_exclusive(tx, id).await?;
        let Some(status) = next_status(job.status, input.action) else {
            let allowed = allowed_actions(job.status).iter().map(|action| action.as_str());
            return Err(history::not_now(input.action, job.status, allowed));
        };
        if_match.check(job.version)?;
        let after = store::step(tx, &job, status, context.at).await?;
        let history = transitions::Step {
            subject_type: SubjectType::Job,
            subject_id: id,
            action: input.action.as_str(),
            from_status: job.status.as_str(),
            to_status: status.as_str(),
            effective_on: context.today,
            reason: input.reason.as_deref(),
        };
        transitions::record(tx, context, &history).await?;
        let occurrence = match input.action {
            JobAction::Retry => Occurrence::JobRetried,
            JobAction::Cancel => Occurrence::JobCancelled,
        };
        let happening = ChangeRecord::new(
            occurrence,
            Subject { id, unit_id: None },
            after.version,
            (
                Some(serde_json::json!({"kind": job.kind, "status": job.status})),
                Some(serde_json::json!({"kind": after.kind, "status": after.status})),
            ),
        );
        record::record(tx, context, [happening]).await?;
        let version = after.version;
        Ok(Answer::ok(&JobView::from(after))?.with_etag(version))
    };
    change.run(permit, effect).await
}

/// List a job's transitions
///
/// What administrators did to it, by whom and why. What workers do is no transition.
#[utoipa::path(params(PageOfJob),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/jobs/{id}/transitions")]
pub async fn list_job_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfJob>,
) -> Result<Answer, Problem> {
    let PageOfJob { id, cursor, limit } = parameters.0;
    state.db.read(async |conn| jobs::find(conn, id).await.map(drop)).await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
