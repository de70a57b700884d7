//! Closing and reopening a unit, and the history of it.

use actix_web::{HttpRequest, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::read::viewed;
use super::view::UnitView;
use super::{PageOfUnit, audited, check_parent, refused, require_manager, subject};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::units::rules::{Days, Life, Refusal, UnitAction, check_no_later_version};
use crate::features::units::store::{self, Unit, Version, external_ids};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions::{self, TransitionRow as Step};
use crate::record::{self, ChangeRecord, Occurrence, SubjectType};

/// How many codes a refusal names.
const NAMED_CODES: usize = 10;

/// Which unit, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TransitionParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000109")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A change of state.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitTransition {
    /// What shall happen.
    #[schema(example = "CLOSE")]
    pub action: UnitAction,
    /// CLOSE: the first day without the unit; today when it is left out. REOPEN ignores it.
    #[schema(nullable = false, format = Date, max_length = 10, example = "2027-01-01")]
    pub effective_on: Option<NaiveDate>,
    /// Why; REOPEN needs it.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 1000,
        pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$",
        example = "Sắp xếp lại tổ chức (mẫu)"
    )]
    pub reason: Option<String>,
}

/// Close or reopen a unit
///
/// CLOSE ends the unit from a day on, once no unit stands below it any longer; REOPEN takes that back. Nothing
/// is deleted: a closed unit stays readable, with its history.
#[utoipa::path(params(TransitionParameters), request_body = UnitTransition,
    responses((status = 200, body = UnitView, description = "The unit afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::before_unit_opens, Code::reason_required, Code::unit_has_children, Code::unit_has_later_versions, Code::unit_parent_not_in_force, Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::external_id_taken]))))]
#[post("/units/{id}/transitions")]
pub async fn transition_unit(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<TransitionParameters>,
    input: Json<UnitTransition>,
) -> Result<Answer, Problem> {
    let (TransitionParameters { id, .. }, input) = (parameters.0, input.0);
    let permit = async |tx: &mut Connection| {
        store::find(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), change.context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        if_match.check(unit.version)?;
        stepped(tx, &change.context, (&unit, &versions), &input).await?;
        let (unit, versions) = store::find(tx, id).await?;
        let view = viewed(&unit, &versions, change.context.today, true)?;
        Ok(Answer::ok(&view)?.with_etag(unit.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked unit, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    input: &UnitTransition,
) -> Result<(), Problem> {
    let life = next_life(unit, versions, input, context.today)?;
    advance(tx, context, unit, versions, life, input).await
}

fn next_life(
    unit: &Unit,
    versions: &[Version],
    input: &UnitTransition,
    today: NaiveDate,
) -> Result<Life, Problem> {
    let life = unit.life();
    let effective_on = input.effective_on.unwrap_or(today);
    let refuse = |refusal: Refusal| match refusal {
        Refusal::NotNow => not_now(&life, input.action, today),
        other => refused(&other, "/effectiveOn"),
    };
    let next = life.next(input.action, effective_on, input.reason.as_deref()).map_err(refuse)?;
    if let Some(closed_on) = next.closed_on {
        let days: Vec<_> = versions.iter().map(Version::days).collect();
        check_no_later_version(&days, closed_on).map_err(refuse)?;
    }
    Ok(next)
}

fn not_now(life: &Life, action: UnitAction, today: NaiveDate) -> Problem {
    let allowed = life.possible_actions().iter().map(|action| action.as_str());
    history::not_now(action, life.status_on(today), allowed)
}

async fn advance(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: &Unit,
    versions: &[Version],
    life: Life,
    input: &UnitTransition,
) -> Result<(), Problem> {
    let last = versions.last().ok_or_else(|| Problem::internal("a unit without a version"))?;
    match life.closed_on {
        Some(closed_on) => check_no_children(tx, unit, closed_on).await?,
        None => {
            let rest = Days { starts_on: last.starts_on, ends_before: None };
            check_parent(tx, last.parent_id, rest).await?;
        }
    }
    store::end_version(tx, last.id, life.closed_on).await?;
    match (life.closed_on, unit.closed_on) {
        (Some(closed_on), _) => external_ids::end_with_unit(tx, unit.id, closed_on).await?,
        (None, Some(was_closed_on)) => external_ids::begin_again(tx, unit.id, was_closed_on).await?,
        (None, None) => {}
    }
    store::advance(tx, unit, life, context.at).await?;
    let today = context.today;
    let step = Step {
        subject_type: SubjectType::Unit,
        subject_id: unit.id,
        action: input.action.as_str(),
        from_status: unit.life().status_on(today).as_str(),
        to_status: life.status_on(today).as_str(),
        effective_on: life.closed_on.unwrap_or(today),
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &step).await?;
    let after = Unit { closed_on: life.closed_on, version: unit.version + 1, ..unit.clone() };
    let days_after = Days { ends_before: life.closed_on, ..last.days() };
    let occurrence = match input.action {
        UnitAction::Close => Occurrence::UnitClosed,
        UnitAction::Reopen => Occurrence::UnitReopened,
    };
    let happening = ChangeRecord::new(
        occurrence,
        subject(unit.id),
        after.version,
        (
            Some(audited(unit, &last.content(), &last.days())),
            Some(audited(&after, &last.content(), &days_after)),
        ),
    );
    Ok(record::record(tx, context, [happening]).await?)
}

async fn check_no_children(tx: &mut Connection, unit: &Unit, from: NaiveDate) -> Result<(), Problem> {
    let codes = store::children_from(tx, unit.id, from).await?;
    if codes.is_empty() {
        return Ok(());
    }
    let named: Vec<_> = codes.iter().take(NAMED_CODES).map(String::as_str).collect();
    Err(Problem::new(Code::unit_has_children).with("count", codes.len()).with("codes", named.join(", ")))
}

/// List a unit's transitions
///
/// When the unit was closed and reopened, by whom and why, oldest first.
#[utoipa::path(params(PageOfUnit),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/units/{id}/transitions")]
pub async fn list_unit_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfUnit>,
) -> Result<Answer, Problem> {
    let PageOfUnit { id, cursor, limit } = parameters.0;
    state.db.point_read(async |conn| store::find(conn, id).await).await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
