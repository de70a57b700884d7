//! The steps of a report's life, and the history of them.

use actix_web::{get, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::effects::{accept, return_entries, submit};
use super::recorded::record_report;
use super::view::{ReportView, answer};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store as pledges;
use crate::features::reports::rules::{ReportAction, ReportLife};
use crate::features::reports::store::{self, Remarks, Report};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Why an entry is returned.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryReason {
    /// The item of the pledge.
    pub item_id: Uuid,
    /// Why.
    #[schema(max_length = 1000, format = "paragraphs")]
    pub reason: String,
}

/// A step of a report's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportTransition {
    /// What to do.
    #[schema(example = "ACCEPT")]
    pub action: ReportAction,
    /// Why; RETURN needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
    /// Why single entries are returned; for RETURN.
    #[schema(nullable = false, max_items = 200)]
    pub entry_reasons: Option<Vec<EntryReason>>,
    /// Confirms that values which look odd are right; for SUBMIT.
    #[schema(nullable = false)]
    pub confirm_warnings: Option<bool>,
}

impl ReportTransition {
    /// An action alone.
    #[must_use]
    pub const fn of(action: ReportAction) -> Self {
        Self { action, reason: None, entry_reasons: None, confirm_warnings: None }
    }
}

/// Submit, accept, return, correct or withdraw a progress report
///
/// SUBMIT checks that every item has an entry and that no value looks odd; odd values must be confirmed. ACCEPT and RETURN
/// are for the standing office, never for a person who wrote or submitted it. CORRECT starts a correction of an accepted
/// report, which counts until the correction is accepted; WITHDRAW withdraws the correction.
#[utoipa::path(params(DryRunParameter), request_body = ReportTransition,
    responses((status = 200, body = ReportView, description = "The report afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::unknown_item, Code::forbidden, Code::own_report, Code::report_is_incomplete,
        Code::report_has_warnings, Code::campaign_is_not_running, Code::reporting_period_is_locked,
        Code::item_sum_too_large]))))]
#[post("/progress-reports/{id}/transitions")]
pub async fn transition_report(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReportTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let visible = find_visible(tx, &change.caller, id, context.today).await?;
        visible.access.require(permission_for::<ReportLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let (campaign, period, report) = lock_report(tx, id).await?;
        step_of(context, &report, &input)?;
        if_match.check(report.version)?;
        apply_transition(tx, context, (&campaign, &period), &report, &input).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// A locked report with its campaign and its period, whose last day nobody moves meanwhile. The pledge is locked before the
/// report: approving a pledge and accepting a report update the same progress, one after the other.
pub async fn lock_report(
    tx: &mut Connection,
    id: Uuid,
) -> Result<(Campaign, ReportingPeriod, Report), Problem> {
    let report = store::find(tx, id).await?;
    let campaign = campaigns::lock_shared(tx, report.campaign_id).await?;
    let period = periods::lock_shared(tx, report.period_id).await?;
    pledges::lock_exclusive(tx, report.pledge_id).await?;
    Ok((campaign, period, store::lock_exclusive(tx, id).await?))
}

/// Takes a step of a report that [`lock_report`] locked, records it, and counts what it brought.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    of: (&Campaign, &ReportingPeriod),
    report: &Report,
    input: &ReportTransition,
) -> Result<(), Problem> {
    let after = take_step(tx, context, of, report, input).await?;
    count(tx, report, &after).await
}

/// The same without the counts of the period, which whoever takes many steps counts at once: the report afterwards.
pub(super) async fn take_step(
    tx: &mut Connection,
    context: &ChangeContext,
    (campaign, period): (&Campaign, &ReportingPeriod),
    report: &Report,
    input: &ReportTransition,
) -> Result<Report, Problem> {
    let step = step_of(context, report, input)?;
    campaign.status.require_running()?;
    let after = match step.action {
        ReportAction::Submit => {
            submit(tx, context, (period, report), input.confirm_warnings == Some(true)).await?
        }
        ReportAction::Accept => accept(tx, context, (period, report)).await?,
        ReportAction::Return => {
            let reasons = input.entry_reasons.iter().flatten();
            let reasons = reasons.map(|one| (one.item_id, one.reason.as_str())).collect();
            return_entries(tx, report, reasons).await?
        }
        ReportAction::Correct => {
            Report { writers: Writers::default().and(context.actor_id), ..report.clone() }
        }
        ReportAction::Withdraw => {
            let last = store::version(tx, report.id, report.accepted_number).await?;
            let (content, remarks, writers) = (last.content, Remarks::default(), Writers::default());
            Report { content, remarks, writers, ..report.clone() }
        }
    };
    let after = Report { status: step.to, version: report.version.next(), updated_at: context.at, ..after };
    store::advance(tx, report, &after).await?;
    let is_owed = |report: &Report| report.status.is_owed(report.accepted_number > 0);
    if is_owed(report) != is_owed(&after) {
        periods::set_owes_reports(tx, &[(report.period_id, report.unit_id)], is_owed(&after)).await?;
    }
    record_step(tx, context, step, report.id, (context.today, input.reason.as_deref())).await?;
    record_report(tx, context, step.occurrence, (Some(report), &after)).await?;
    Ok(after)
}

/// Counts what a step brought. Last, because others who file for the same period wait for this row.
pub(super) async fn count(tx: &mut Connection, before: &Report, after: &Report) -> Result<(), Problem> {
    let received = before.submitted_on.is_none() && after.submitted_on.is_some();
    let accepted = before.accepted_number == 0 && after.accepted_number > 0;
    if received || accepted {
        let counted = (received, received && !after.is_late, accepted);
        store::count(tx, after.period_id, counted, after.updated_at).await?;
    }
    Ok(())
}

fn step_of(
    context: &ChangeContext,
    report: &Report,
    input: &ReportTransition,
) -> Result<&'static Step<ReportLife>, Problem> {
    next_step(&report.life(context.actor_id), input.action, input.reason.as_deref())
}

/// List a progress report's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/progress-reports/{id}/transitions")]
pub async fn list_report_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let visible = state.db.read(async |conn| find_visible(conn, &caller, id, today).await).await?;
    // Only the unit and the people who decide on its report see why it was returned.
    visible.access.require_inside()?;
    history_page(&page, &state.db, id).await
}
