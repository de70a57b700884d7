//! Exceptions: which units may still report after the last day.

use actix_web::{delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{find_visible, require_runner_of};
use super::recorded::record_exception;
use crate::auth::unit_scope;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::{PeriodStatus, ReporterStatus};
use crate::features::periods::store::{self, LockException, ReportingPeriod};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// A new exception.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLockException {
    /// The unit that may still report.
    #[schema(example = "01980000-0000-7000-8000-000000000103")]
    pub unit_id: Uuid,
    /// The last day on which it may report; today or later.
    #[schema(example = "2099-12-31")]
    pub until_on: NaiveDate,
    /// Why.
    #[schema(max_length = 1000, format = "paragraphs", example = "Sự cố đường truyền (mẫu)")]
    pub reason: String,
}

/// The permission of a unit to report until a later day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LockException)]
pub struct LockExceptionView {
    /// The exception's id.
    #[schema(example = "01980000-0000-7000-8000-000000002101")]
    id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// The last day on which it may report.
    #[schema(example = "2023-03-24")]
    until_on: NaiveDate,
    /// Why.
    #[schema(max_length = 1000, format = "text", example = "Sự cố đường truyền (mẫu)")]
    reason: String,
    /// Who granted it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    granted_by: Uuid,
    /// When it was granted.
    granted_at: LocalTime,
    /// Who revoked it; null while it is valid.
    #[schema(required, example = json!(null))]
    revoked_by: Option<Uuid>,
    /// When it was revoked.
    #[schema(required)]
    revoked_at: Option<LocalTime>,
    /// What `If-Match` compares.
    version: RowVersion,
}

impl LockExceptionView {
    fn new(row: &LockException, unit: UnitReference) -> Self {
        Self {
            id: row.id,
            unit,
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

/// List exceptions of a reporting period
///
/// The units that may report until a later day, with the reason and the person who granted it. If a unit has several
/// exceptions, the latest day counts. Revoked exceptions stay in the list and do not count.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<LockExceptionView>, description = "A page of exceptions",
        headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/lock-exceptions")]
pub async fn list_lock_exceptions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |conn: &Connection| {
        find_visible(conn, id).await?;
        let rows = store::list_exceptions(conn, id, after, page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, units))
    };
    let (rows, units) = state.db.read(list).await?;
    let view = |row: LockException| LockExceptionView::new(&row, units.get(row.unit_id));
    page.answer(rows, |row| Position::of_id(row.id), view)
}

/// Let a unit report after the last day
///
/// For a single unit, until a day, with a reason that stays on record. A report that is filed by an exception is still late.
/// Whoever acts for the unit does not grant it.
#[utoipa::path(request_body = NewLockException,
    responses((status = 201, body = LockExceptionView, description = "Granted",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::own_unit, Code::campaign_is_not_running,
        Code::day_in_the_past, Code::unit_is_not_expected, Code::reporting_period_is_not_open]))))]
#[post("/reporting-periods/{id}/lock-exceptions")]
pub async fn grant_lock_exception(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewLockException>,
) -> Result<Answer, Problem> {
    let (id, input) = (path.0.id, input.0);
    let permit = async |tx: &mut Connection| {
        require_runner_of(tx, &change, id).await?;
        if unit_scope::acts_for(tx, &change.caller, input.unit_id, change.context.today).await? {
            return Err(Problem::new(Code::own_unit));
        }
        Ok(())
    };
    let effect = async |tx: &mut Connection| {
        let period = lock_running(tx, id).await?;
        let exception = grant_exception(tx, &change.context, &period, &input).await?;
        let location = state.link(&format!("/lock-exceptions/{}", exception.id));
        let unit = UnitReference::find(tx, exception.unit_id, change.context.today).await?;
        let view = LockExceptionView::new(&exception, unit);
        Ok(Answer::created(&location, &view)?.with_etag(exception.version))
    };
    change.run(permit, effect).await
}

/// A locked period of a campaign that runs, and that nobody closes meanwhile: elsewhere nothing can be filed.
pub(super) async fn lock_running(tx: &mut Connection, id: Uuid) -> Result<ReportingPeriod, Problem> {
    let campaign_id = store::find(tx, id).await?.campaign_id;
    campaigns::lock_shared(tx, campaign_id).await?.status.require_running()?;
    Ok(store::lock_exclusive(tx, id).await?)
}

/// Refuses a period for which nobody reports yet, or ever.
pub(super) fn require_open(period: &ReportingPeriod) -> Result<(), Problem> {
    if period.status != PeriodStatus::Open {
        return Err(Problem::new(Code::reporting_period_is_not_open).with("status", period.status));
    }
    Ok(())
}

/// Grants an exception in a locked period, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn grant_exception(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    input: &NewLockException,
) -> Result<LockException, Problem> {
    if input.until_on < context.today {
        let fault = Violation::at("/untilOn", Code::day_in_the_past).with("today", context.today);
        return Err(Problem::invalid(vec![fault]));
    }
    require_open(period)?;
    let expected = store::find_expected(tx, period.id, input.unit_id).await?;
    if expected.is_none_or(|unit| unit.standing == ReporterStatus::Excused) {
        return Err(Problem::new(Code::unit_is_not_expected));
    }
    let exception = LockException {
        id: context.ids.next(),
        period_id: period.id,
        unit_id: input.unit_id,
        until_on: input.until_on,
        reason: composed(&input.reason),
        granted_by: context.actor()?,
        granted_at: context.at,
        version: RowVersion::FIRST,
        revoked_by: None,
        revoked_at: None,
    };
    store::insert_exception(tx, &exception).await?;
    let after = advance_period(tx, context, period).await?;
    record_exception(tx, context, &after, &exception).await?;
    Ok(exception)
}

/// Read an exception
///
/// The unit, the last day, the reason, and who granted or revoked it.
#[utoipa::path(
    responses((status = 200, body = LockExceptionView, description = "The exception",
        headers(("ETag" = String)))))]
#[get("/lock-exceptions/{id}")]
pub async fn get_lock_exception(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| {
        let exception = store::find_exception(conn, path.0.id).await?;
        find_visible(conn, exception.period_id).await?;
        let unit = UnitReference::find(conn, exception.unit_id, today).await?;
        Ok(LockExceptionView::new(&exception, unit))
    });
    let view = read.await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}

/// Revoke an exception
///
/// The unit can no longer use it; reports that came before stay.
#[utoipa::path(
    responses((status = 204, description = "Revoked")))]
#[delete("/lock-exceptions/{id}")]
pub async fn revoke_lock_exception(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
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
        let (version, revoked_by, revoked_at) =
            (exception.version.next(), context.actor_id, Some(context.at));
        let revoked = LockException { version, revoked_by, revoked_at, ..exception };
        store::revoke_exception(tx, &revoked).await?;
        let after = advance_period(tx, context, &period).await?;
        record_exception(tx, context, &after, &revoked).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

/// Raises the version of a locked period whose reporters or exceptions changed; answers with the period afterwards.
pub(super) async fn advance_period(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
) -> Result<ReportingPeriod, db::Error> {
    let after = ReportingPeriod { version: period.version.next(), updated_at: context.at, ..period.clone() };
    store::advance(tx, period, &after).await?;
    Ok(after)
}
