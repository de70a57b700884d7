//! Closing and reopening a unit, and the history of it.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::require_manager;
use super::external_ids::conflict::check_free;
use super::parents::check_parent;
use super::view::UnitView;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::units::rules::{Days, UnitAction, UnitLife, check_no_later_version};
use crate::features::units::store::external_ids::{self, ExternalId};
use crate::features::units::store::{self, RecordedUnit, Unit, Version};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// How many codes a refusal names.
const NAMED_CODES: usize = 10;

/// A change of state.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitTransition {
    /// The action to take.
    #[schema(example = "CLOSE")]
    pub action: UnitAction,
    /// CLOSE: the first day without the unit; today when it is left out. REOPEN ignores it.
    #[schema(nullable = false, example = "2027-01-01")]
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
/// CLOSE ends the unit from a day on, once no unit stands below it any longer; REOPEN takes that back. Nothing is deleted: a
/// closed unit stays readable, with its history.
#[utoipa::path(params(DryRunParameter), request_body = UnitTransition,
    responses((status = 200, body = UnitView, description = "The unit afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::before_unit_opens, Code::reason_required, Code::unit_has_children,
        Code::unit_has_later_versions, Code::unit_parent_not_in_force, Code::unit_too_deep, Code::unit_agency_code_taken,
        Code::unit_legacy_agency_code_taken, Code::external_id_taken
    ]))))]
#[post("/units/{id}/transitions")]
pub async fn transition_unit(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<UnitTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        store::check_exists(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        if_match.check(unit.version)?;
        apply_transition(tx, context, (&unit, &versions), &input).await?;
        let (unit, versions) = store::find(tx, id).await?;
        let view = UnitView::of_day(&unit, &versions, context.today, true)?;
        Ok(Answer::ok(&view)?.with_etag(unit.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked unit, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    input: &UnitTransition,
) -> Result<(), Problem> {
    let (today, reason) = (context.today, input.reason.as_deref());
    let effective_on = input.effective_on.unwrap_or(today);
    let life = UnitLife { life: unit.life(), effective_on, today };
    let step = next_step(&life, input.action, reason)?;
    let last = versions.last().ok_or_else(|| Problem::internal("a unit without a version"))?;
    let closed_on = life.after(step.action).closed_on;
    let after = Unit { closed_on, version: unit.version.next(), ..unit.clone() };
    let days = Days { ends_before: closed_on, ..last.days() };
    match step.action {
        UnitAction::Close => close(tx, (unit, versions), effective_on).await?,
        UnitAction::Reopen => reopen(tx, unit, last, days).await?,
    }
    store::end_version(tx, last.id, closed_on).await?;
    store::advance(tx, unit, after.life(), context.at).await?;
    record_step(tx, context, step, unit.id, (closed_on.unwrap_or(today), reason)).await?;
    let content = &last.content();
    let before = RecordedUnit { unit, content, days: last.days() };
    let after = RecordedUnit { unit: &after, content, days };
    Ok(record_change(tx, context, step.occurrence, Some(&before), &after).await?)
}

/// Checks that nothing needs the unit from a day on, and ends its external ids.
async fn close(
    tx: &mut Connection,
    (unit, versions): (&Unit, &[Version]),
    closed_on: NaiveDate,
) -> Result<(), Problem> {
    let days: Vec<_> = versions.iter().map(Version::days).collect();
    check_no_later_version(&days, closed_on)?;
    check_no_children(tx, unit, closed_on).await?;
    Ok(external_ids::end_with_unit(tx, unit.id, closed_on).await?)
}

/// Checks that the unit above exists again, and gives the unit back the external ids that ended with it.
async fn reopen(tx: &mut Connection, unit: &Unit, last: &Version, days: Days) -> Result<(), Problem> {
    check_parent(tx, last.parent_id, days).await?;
    let Some(closed_on) = unit.closed_on else { return Ok(()) };
    for row in external_ids::list_ended_with_unit(tx, unit.id, closed_on).await? {
        check_free(tx, &ExternalId { ends_before: None, ..row }).await?;
    }
    Ok(external_ids::resume_with_unit(tx, unit.id, closed_on).await?)
}

async fn check_no_children(tx: &mut Connection, unit: &Unit, from: NaiveDate) -> Result<(), Problem> {
    let codes = store::find_child_codes(tx, unit.id, from).await?;
    if codes.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = codes.iter().take(NAMED_CODES).map(String::as_str).collect();
    Err(Problem::new(Code::unit_has_children).with("count", codes.len()).with("codes", shown.join(", ")))
}

/// List a unit's transitions
///
/// When the unit was closed and reopened, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/units/{id}/transitions")]
pub async fn list_unit_transitions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    state.db.point_read(async |conn| store::check_exists(conn, id).await).await?;
    history_page(&page, &state.db, id).await
}
