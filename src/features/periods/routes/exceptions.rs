//! Exceptions: who may still report after the last day.

use actix_web::{HttpRequest, delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{PageOfPeriod, PeriodParameters, require_runner_of, seen};
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::periods::rules::{PeriodStatus, ReporterStatus};
use crate::features::periods::store::{self, LockException, ReportingPeriod};
use crate::http::input::{Json, Parameters};
use crate::http::paging::{Pager, Position};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Which exception.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExceptionParameters {
    /// The exception's id.
    #[param(example = "01980000-0000-7000-8000-000000002101")]
    id: Uuid,
}

/// An exception to be granted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLockException {
    /// The unit that may still report.
    #[schema(example = "01980000-0000-7000-8000-000000000103")]
    pub unit_id: Uuid,
    /// The last day on which it may; today or later.
    #[schema(format = Date, max_length = 10, example = "2099-12-31")]
    pub until_on: NaiveDate,
    /// Why.
    #[schema(max_length = 1000, format = "paragraphs", example = "Sự cố đường truyền (mẫu)")]
    pub reason: String,
}

/// That a unit may report until a later day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LockException)]
pub struct LockExceptionView {
    /// The exception's id.
    #[schema(example = "01980000-0000-7000-8000-000000002101")]
    id: Uuid,
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000103")]
    unit_id: Uuid,
    /// The last day on which it may report.
    #[schema(format = Date, max_length = 10, example = "2023-03-24")]
    until_on: NaiveDate,
    /// Why.
    #[schema(max_length = 1000, format = "text", example = "Sự cố đường truyền (mẫu)")]
    reason: String,
    /// Who granted it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    granted_by: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-03-22T08:00:00.000000+07:00")]
    granted_at: LocalTime,
    /// Who revoked it; null while it holds.
    #[schema(required, example = json!(null))]
    revoked_by: Option<Uuid>,
    /// When.
    #[schema(required, value_type = Option<String>, format = DateTime, max_length = 35, example = json!(null))]
    revoked_at: Option<LocalTime>,
    /// What `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
}

impl From<&LockException> for LockExceptionView {
    fn from(row: &LockException) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            until_on: row.until_on,
            reason: row.reason.clone(),
            granted_by: row.granted_by,
            granted_at: local(row.granted_at),
            revoked_by: row.revoked_by,
            revoked_at: row.revoked_at.map(local),
            version: row.version,
        }
    }
}

/// A page of exceptions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LockExceptionPage {
    /// The exceptions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<LockExceptionView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List exceptions of a reporting period
///
/// Which unit may report until which later day, why, and who allowed it. Of several for one unit the last day counts;
/// those that were revoked stay listed and do not count.
#[utoipa::path(params(PageOfPeriod),
    responses((status = 200, body = LockExceptionPage, description = "A page of exceptions", headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/lock-exceptions")]
pub async fn list_lock_exceptions(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfPeriod>,
) -> Result<Answer, Problem> {
    let PageOfPeriod { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("exceptions {id}"), cursor.as_deref(), limit)?;
    let after = pager.after_id()?;
    let rows = state
        .db
        .read(async |conn| {
            seen(conn, id).await?;
            store::exceptions(conn, id, after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_id = |row: &LockException| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(LockExceptionView::from).collect();
    Ok(Answer::ok(&LockExceptionPage { items, next_cursor })?.with_link(link))
}

/// Let a unit report after the last day
///
/// By name, until a day, for a reason that stays on record. A report filed by an exception is late all the same.
#[utoipa::path(params(PeriodParameters), request_body = NewLockException,
    responses((status = 201, body = LockExceptionView, description = "Granted", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::day_in_the_past, Code::unit_is_not_expected, Code::reporting_period_is_not_open]))))]
#[post("/reporting-periods/{id}/lock-exceptions")]
pub async fn grant_lock_exception(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<PeriodParameters>,
    input: Json<NewLockException>,
) -> Result<Answer, Problem> {
    let (id, input) = (parameters.0.id, input.0);
    let permit = async |tx: &mut Connection| require_runner_of(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let period = store::lock_exclusive(tx, id).await?;
        let exception = granted(tx, &change.context, &period, &input).await?;
        let location = state.link(&format!("/lock-exceptions/{}", exception.id));
        Ok(Answer::created(&location, &LockExceptionView::from(&exception))?.with_etag(exception.version))
    };
    change.run(permit, effect).await
}

/// Grants an exception in a locked period, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn granted(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    input: &NewLockException,
) -> Result<LockException, Problem> {
    if input.until_on < context.today {
        let fault = Violation::at("/untilOn", Code::day_in_the_past).with("today", context.today);
        return Err(Problem::invalid(vec![fault]));
    }
    if period.status != PeriodStatus::Open {
        return Err(Problem::new(Code::reporting_period_is_not_open).with("status", period.status));
    }
    let expected = store::expected(tx, period.id, input.unit_id).await?;
    if expected.is_none_or(|one| one.standing == ReporterStatus::Excused) {
        return Err(Problem::new(Code::unit_is_not_expected));
    }
    let exception = LockException {
        id: context.ids.next(),
        period_id: period.id,
        unit_id: input.unit_id,
        until_on: input.until_on,
        reason: composed(&input.reason),
        granted_by: context.actor_id.ok_or_else(|| Problem::internal("an exception granted by nobody"))?,
        granted_at: context.at,
        version: 1,
        revoked_by: None,
        revoked_at: None,
    };
    store::grant(tx, &exception).await?;
    let told = Occurrence::LockExceptionGranted;
    tell(tx, context, period, &exception, told).await?;
    Ok(exception)
}

/// Read an exception
///
/// Which unit may report until which day, why, and who allowed or revoked it.
#[utoipa::path(params(ExceptionParameters),
    responses((status = 200, body = LockExceptionView, description = "The exception", headers(("ETag" = String)))))]
#[get("/lock-exceptions/{id}")]
pub async fn get_lock_exception(
    state: web::Data<State>,
    parameters: Parameters<ExceptionParameters>,
) -> Result<Answer, Problem> {
    let read = state.db.read(async |conn| {
        let exception = store::find_exception(conn, parameters.0.id).await?;
        seen(conn, exception.period_id).await?;
        Ok(exception)
    });
    let exception = read.await?;
    Ok(Answer::ok(&LockExceptionView::from(&exception))?.with_etag(exception.version))
}

/// Revoke an exception
///
/// From now on the unit no longer reports by it; what came by it stays.
#[utoipa::path(params(ExceptionParameters),
    responses((status = 204, description = "Revoked")))]
#[delete("/lock-exceptions/{id}")]
pub async fn revoke_lock_exception(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<ExceptionParameters>,
) -> Result<Answer, Problem> {
    let (id, context) = (parameters.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let exception = store::find_exception(tx, id).await?;
        require_runner_of(tx, &change, exception.period_id).await
    };
    let effect = async |tx: &mut Connection| {
        let period = store::lock_exclusive(tx, store::find_exception(tx, id).await?.period_id).await?;
        let exception = store::find_exception(tx, id).await?;
        if exception.revoked_at.is_some() {
            return Err(db::Error::NotFound.into());
        }
        if_match.check(exception.version)?;
        let (version, revoked_by, revoked_at) = (exception.version + 1, context.actor_id, Some(context.at));
        let revoked = LockException { version, revoked_by, revoked_at, ..exception };
        store::revoke(tx, &revoked).await?;
        let told = Occurrence::LockExceptionRevoked;
        tell(tx, context, &period, &revoked, told).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

/// Raises the version of a locked period whose exceptions changed, and writes the rows of history.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    exception: &LockException,
    occurrence: Occurrence,
) -> Result<(), Problem> {
    let after = ReportingPeriod { version: period.version + 1, updated_at: context.at, ..period.clone() };
    store::advance(tx, period, &after).await?;
    let told = serde_json::json!({
        "id": exception.id,
        "unitId": exception.unit_id,
        "untilOn": exception.until_on,
        "reason": exception.reason,
    });
    let is_granted = exception.revoked_at.is_none();
    let happening = ChangeRecord::new(
        occurrence,
        Subject { id: period.id, unit_id: Some(exception.unit_id) },
        after.version,
        ((!is_granted).then(|| told.clone()), is_granted.then_some(told)),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
