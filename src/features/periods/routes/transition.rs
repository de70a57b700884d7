//! Opening and cancelling a reporting period, and the history of it.

use actix_web::{HttpRequest, get, post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::PeriodView;
use super::{PageOfPeriod, require_runner_of, seen, tell};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{PeriodAction, PeriodStatus, Refusal};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions;
use crate::record::{Occurrence, SubjectType};

/// Which period, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PeriodTransitionParameters {
    /// The period's id.
    #[param(example = "01980000-0000-7000-8000-000000002020")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A step of a period's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodTransition {
    /// What shall happen.
    #[schema(example = "OPEN")]
    pub action: PeriodAction,
    /// Why; CANCEL needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

/// Open or cancel a reporting period
///
/// OPEN lets units report and freezes who is expected to: the participants of that day. Who was closed meanwhile is left to
/// the units that directly follow it, or excused where nobody does. CANCEL gives up a period that is not open yet.
#[utoipa::path(params(PeriodTransitionParameters), request_body = PeriodTransition,
    responses((status = 200, body = PeriodView, description = "The period afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::too_early_to_open, Code::campaign_is_not_running]))))]
#[post("/reporting-periods/{id}/transitions")]
pub async fn transition_reporting_period(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<PeriodTransitionParameters>,
    input: Json<PeriodTransition>,
) -> Result<Answer, Problem> {
    let (PeriodTransitionParameters { id, .. }, input) = (parameters.0, input.0);
    let context = &change.context;
    let permit = async |tx: &mut Connection| require_runner_of(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let period = store::lock_exclusive(tx, id).await?;
        next(context, &period, &input)?;
        if_match.check(period.version)?;
        let after = stepped(tx, context, &campaign, &period, &input).await?;
        let view = PeriodView::new(&after, context.today, PeriodAction::ALL);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked period, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    period: &ReportingPeriod,
    input: &PeriodTransition,
) -> Result<ReportingPeriod, Problem> {
    let status = next(context, period, input)?;
    // Giving a period up needs no campaign that runs.
    if status == PeriodStatus::Open {
        campaign.status.require_running()?;
    }
    let opened_at = (status == PeriodStatus::Open).then_some(context.at);
    let version = period.version + 1;
    let after = ReportingPeriod { status, opened_at, version, updated_at: context.at, ..period.clone() };
    store::advance(tx, period, &after).await?;
    if status == PeriodStatus::Open {
        store::freeze(tx, (period.id, period.campaign_id), context.today).await?;
    }
    let history = transitions::TransitionRow {
        subject_type: SubjectType::ReportingPeriod,
        subject_id: period.id,
        action: input.action.as_str(),
        from_status: period.status.as_str(),
        to_status: status.as_str(),
        effective_on: context.today,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &history).await?;
    let told = match input.action {
        PeriodAction::Open => Occurrence::ReportingPeriodOpened,
        PeriodAction::Cancel => Occurrence::ReportingPeriodCancelled,
    };
    tell(tx, context, (Some(period), &after), told).await?;
    Ok(after)
}

fn next(context: &ChangeContext, period: &ReportingPeriod, input: &PeriodTransition) -> Result<PeriodStatus, Problem> {
    let next = period.status.next(input.action, period.opens_on, context.today, input.reason.is_some());
    next.map_err(|refusal| match refusal {
        Refusal::TooEarly(opens_on) => Problem::new(Code::too_early_to_open).with("opensOn", opens_on),
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::NotNow => {
            let allowed = period.status.possible_actions().iter().map(|action| action.as_str());
            history::not_now(input.action, period.status, allowed)
        }
    })
}

/// List a reporting period's transitions
///
/// When it was opened or cancelled, by whom and why.
#[utoipa::path(params(PageOfPeriod),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/transitions")]
pub async fn list_reporting_period_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfPeriod>,
) -> Result<Answer, Problem> {
    let PageOfPeriod { id, cursor, limit } = parameters.0;
    state.db.read(async |conn| seen(conn, id).await.map(drop)).await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
