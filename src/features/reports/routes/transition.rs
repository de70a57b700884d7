//! The steps of a report's life, and the history of them.

use std::collections::{BTreeMap, HashMap};

use actix_web::{HttpRequest, get, post, web};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::ReportView;
use super::{PageOfReport, answer, asked, require_filing, scale, seen, tell};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store as pledges;
use crate::features::progress::rules::Reported;
use crate::features::progress::store as progress;
use crate::features::reports::rules::{
    Asked, Lack, Refusal, ReportAction, ReportContent, Step, Taker, Warning, lacks, warnings,
};
use crate::features::reports::store::{self, Remarks, Report, Version};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions;
use crate::record::{Occurrence, SubjectType};

/// Which report, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportTransitionParameters {
    /// The report's id.
    #[param(example = "01980000-0000-7000-8000-00000041040b")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// Why an entry is given back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryReason {
    /// The item of the pledge.
    item_id: Uuid,
    /// Why.
    #[schema(max_length = 1000, format = "paragraphs")]
    reason: String,
}

/// A step of a report's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportTransition {
    /// What shall happen.
    #[schema(example = "ACCEPT")]
    pub action: ReportAction,
    /// Why; RETURN needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
    /// Why single entries are given back; for RETURN.
    #[schema(nullable = false, max_items = 200)]
    pub entry_reasons: Option<Vec<EntryReason>>,
    /// Says that values which look odd are meant so; for SUBMIT.
    #[schema(nullable = false)]
    pub confirm_warnings: Option<bool>,
}

impl ReportTransition {
    /// A step without anything beside it.
    #[must_use]
    pub const fn of(action: ReportAction) -> Self {
        Self { action, reason: None, entry_reasons: None, confirm_warnings: None }
    }
}

/// Submit, accept, return, correct or withdraw a progress report
///
/// SUBMIT looks whether every item is answered and whether values look odd; odd ones must be confirmed. ACCEPT and RETURN are
/// for the standing office, never for who submitted it. CORRECT begins a correction of an accepted report, which counts
/// until the correction is accepted; WITHDRAW takes the correction back.
#[utoipa::path(params(ReportTransitionParameters), request_body = ReportTransition,
    responses((status = 200, body = ReportView, description = "The report afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::unknown_item, Code::forbidden, Code::own_report, Code::report_is_incomplete, Code::report_has_warnings, Code::campaign_is_not_running, Code::reporting_period_is_locked]))))]
#[post("/progress-reports/{id}/transitions")]
pub async fn transition_report(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<ReportTransitionParameters>,
    input: Json<ReportTransition>,
) -> Result<Answer, Problem> {
    let (ReportTransitionParameters { id, .. }, input) = (parameters.0, input.0);
    let context = &change.context;
    let permit = async |tx: &mut Connection| {
        let seen = seen(tx, &change.caller, id, context.today).await?;
        seen.standing.require(input.action.by().needs())
    };
    let effect = async |tx: &mut Connection| {
        let (campaign, period, report) = locked(tx, id).await?;
        next_step(context, &report, &input)?;
        if_match.check(report.version)?;
        stepped(tx, context, (&campaign, &period), &report, &input).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// A report, its campaign and its period, which are held: nobody moves its last day meanwhile. The report is locked after
/// its pledge: approving a pledge and accepting a report fold the same states, so they take turns.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn locked(tx: &mut Connection, id: Uuid) -> Result<(Campaign, ReportingPeriod, Report), Problem> {
    let report = store::find(tx, id).await?;
    let campaign = campaigns::lock_shared(tx, report.campaign_id).await?;
    let period = periods::lock_shared(tx, report.period_id).await?;
    pledges::lock_exclusive(tx, report.pledge_id).await?;
    Ok((campaign, period, store::lock_exclusive(tx, id).await?))
}

/// Takes a step of a locked report of a campaign and a period that are held, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    (campaign, period): (&Campaign, &ReportingPeriod),
    report: &Report,
    input: &ReportTransition,
) -> Result<(), Problem> {
    let step = next_step(context, report, input)?;
    campaign.status.require_running()?;
    let after = match step.action {
        ReportAction::Submit => submitted(tx, context, (period, report), input).await?,
        ReportAction::Accept => accepted(tx, context, (period, report)).await?,
        ReportAction::Return => returned(tx, report, input).await?,
        ReportAction::Correct => report.clone(),
        ReportAction::Withdraw => {
            let last = store::version(tx, report.id, report.accepted_number).await?;
            Report { content: last.content, remarks: Remarks::default(), ..report.clone() }
        }
    };
    let after = Report { status: step.to, version: report.version + 1, updated_at: context.at, ..after };
    store::advance(tx, report, &after).await?;
    let owes = |report: &Report| report.status.is_owed(report.accepted_number > 0);
    if owes(report) != owes(&after) {
        periods::set_owes_reports(tx, &[(report.period_id, report.unit_id)], owes(&after)).await?;
    }
    let history = transitions::TransitionRow {
        subject_type: SubjectType::ProgressReport,
        subject_id: report.id,
        action: step.action.as_str(),
        from_status: step.from.as_str(),
        to_status: step.to.as_str(),
        effective_on: context.today,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &history).await?;
    tell(tx, context, (Some(report), &after), told(step.action)).await
}

/// The step that is asked for.
fn next_step(
    context: &ChangeContext,
    report: &Report,
    input: &ReportTransition,
) -> Result<&'static Step, Problem> {
    let taker = Taker {
        actor_id: context.actor_id,
        submitted_by: report.submitted_by,
        was_accepted: report.accepted_number > 0,
        has_reason: input.reason.is_some(),
    };
    report.status.next(input.action, &taker).map_err(|refusal| refused(refusal, report, input.action))
}

/// The last day counts for the first submission: what was given back, or is corrected, came in time or late already.
async fn submitted(
    tx: &mut Connection,
    context: &ChangeContext,
    (period, report): (&ReportingPeriod, &Report),
    input: &ReportTransition,
) -> Result<Report, Problem> {
    let is_first = report.submitted_on.is_none();
    if is_first {
        require_filing(tx, period, report.unit_id, context.today).await?;
    }
    let items = asked(tx, report.campaign_id, report.pledge_id).await?;
    require_complete(&report.content, &items)?;
    if input.confirm_warnings != Some(true) {
        let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
        let last = store::last_values(tx, &ids, period.data_to).await?;
        require_plausible(&report.content, &items, &last)?;
    }
    let is_late = context.today > period.due_on;
    if is_first {
        store::count(tx, report.period_id, (true, !is_late, false)).await?;
    }
    Ok(Report {
        remarks: Remarks::default(),
        submitted_on: report.submitted_on.or(Some(context.today)),
        is_late: if is_first { is_late } else { report.is_late },
        submitted_by: context.actor_id,
        ..report.clone()
    })
}

/// Refuses a report that does not say something of every item.
pub(super) fn require_complete(content: &ReportContent, items: &[Asked]) -> Result<(), Problem> {
    let lacking: Vec<Violation> = lacks(content, items)
        .into_iter()
        .map(|(item, lack)| {
            let code = match lack {
                Lack::Entry => Code::entry_missing,
                Lack::Evidence => Code::evidence_missing,
            };
            Violation::at(format!("/entries/{}", item.id), code).with("item", &item.code)
        })
        .collect();
    if lacking.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(Code::report_is_incomplete).with("count", lacking.len()).with_faults(lacking))
    }
}

/// Refuses values that look odd beside the last ones, until somebody says that they are meant so.
pub(super) fn require_plausible(
    content: &ReportContent,
    items: &[Asked],
    last: &HashMap<Uuid, Decimal>,
) -> Result<(), Problem> {
    let odd: Vec<Violation> = warnings(content, items, last)
        .into_iter()
        .map(|(item, warning)| {
            let code = match warning {
                Warning::GoesBack => Code::value_goes_back,
                Warning::Jumps => Code::value_jumps,
                Warning::Repeats => Code::value_repeats,
            };
            let before = last.get(&item.id).map(ToString::to_string).unwrap_or_default();
            Violation::at(format!("/entries/{}", item.id), code).with("item", &item.code).with("last", before)
        })
        .collect();
    if odd.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(Code::report_has_warnings).with("count", odd.len()).with_faults(odd))
    }
}

/// The report counts: its version is kept, and progress moves in the same transaction.
async fn accepted(
    tx: &mut Connection,
    context: &ChangeContext,
    (period, report): (&ReportingPeriod, &Report),
) -> Result<Report, Problem> {
    let (Some(submitted_by), Some(accepted_by)) = (report.submitted_by, context.actor_id) else {
        return Err(Problem::internal("a report submitted or accepted by nobody"));
    };
    let number = report.accepted_number + 1;
    let content = report.content.clone();
    let version =
        Version { report_id: report.id, number, content, submitted_by, accepted_by, accepted_at: context.at };
    store::accept(tx, &version).await?;
    if number == 1 {
        store::count(tx, report.period_id, (false, false, true)).await?;
    }
    let items = asked(tx, report.campaign_id, report.pledge_id).await?;
    let scale = scale(tx).await?;
    let reported: Vec<(Uuid, Reported)> = report
        .content
        .entries
        .iter()
        .filter(|entry| items.iter().any(|item| item.id == entry.item_id))
        .filter_map(|entry| {
            let rating = entry.rating.clone().and_then(|word| scale.get(&word).map(|share| (word, *share)));
            let said = match (entry.value, rating) {
                (Some(value), _) => Reported::Value(value),
                (None, Some((word, share))) => Reported::Rating(word, share),
                (None, None) if entry.not_applicable => Reported::NotApplicable,
                _ => return None,
            };
            Some((entry.item_id, said))
        })
        .collect();
    progress::take_in(tx, (report.campaign_id, report.unit_id), period.data_to, &reported).await?;
    Ok(Report { accepted_number: number, ..report.clone() })
}

/// The report is given back, with a reason for the whole and reasons for single entries.
async fn returned(tx: &Connection, report: &Report, input: &ReportTransition) -> Result<Report, Problem> {
    let items = asked(tx, report.campaign_id, report.pledge_id).await?;
    let reasons = input.entry_reasons.clone().unwrap_or_default();
    let unknown: Vec<Violation> = reasons
        .iter()
        .enumerate()
        .filter(|(_, reason)| items.iter().all(|item| item.id != reason.item_id))
        .map(|(place, reason)| {
            let fault = Violation::at(format!("/entryReasons/{place}/itemId"), Code::unknown_item);
            fault.with("item", reason.item_id)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Problem::invalid(unknown));
    }
    let remarks: BTreeMap<Uuid, String> =
        reasons.into_iter().map(|one| (one.item_id, composed(&one.reason))).collect();
    Ok(Report { remarks: Remarks(remarks), ..report.clone() })
}

const fn told(action: ReportAction) -> Occurrence {
    match action {
        ReportAction::Submit => Occurrence::ReportSubmitted,
        ReportAction::Accept => Occurrence::ReportAccepted,
        ReportAction::Return => Occurrence::ReportReturned,
        ReportAction::Correct => Occurrence::ReportCorrectionBegun,
        ReportAction::Withdraw => Occurrence::ReportCorrectionWithdrawn,
    }
}

fn refused(refusal: Refusal, report: &Report, action: ReportAction) -> Problem {
    match refusal {
        Refusal::OwnReport => Problem::new(Code::own_report),
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::NotNow => {
            let allowed = report.status.steps(report.accepted_number > 0).map(|step| step.action.as_str());
            history::not_now(action, report.status, allowed)
        }
    }
}

/// List a progress report's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(PageOfReport),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/progress-reports/{id}/transitions")]
pub async fn list_report_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfReport>,
) -> Result<Answer, Problem> {
    let PageOfReport { id, cursor, limit } = parameters.0;
    let today = state.clock.today();
    let seen = state.db.read(async |conn| seen(conn, &caller, id, today).await).await?;
    // Why something was given back is between the unit and who judges it.
    seen.standing.require_inside()?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
