//! Opening and cancelling a reporting period, and the history of it.

use actix_web::{get, post, web};

use super::access::{PeriodAccess, find_visible, require_runner_of};
use super::recorded::record_period;
use super::view::PeriodView;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{PeriodAction, PeriodLife};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Open or cancel a reporting period
///
/// OPEN lets units report and freezes the list of expected reporters: the participants of that day. For a unit that was
/// closed by then, the units that directly follow it report; if there are none, it is excused. CANCEL gives up a period that
/// is not open yet.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<PeriodAction>,
    responses((status = 200, body = PeriodView, description = "The period afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::too_early_to_open, Code::campaign_is_not_running]))))]
#[post("/reporting-periods/{id}/transitions")]
pub async fn transition_reporting_period(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<PeriodAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_runner_of(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let period = store::lock_exclusive(tx, id).await?;
        step_of(context, &period, &input)?;
        if_match.check(period.version)?;
        let after = apply_transition(tx, context, &campaign, &period, &input).await?;
        let view = PeriodView::new(&after, &campaign, context.today, PeriodAccess::of_runner(&campaign));
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked period, and records it. Only a running campaign opens a period.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    period: &ReportingPeriod,
    input: &TransitionInput<PeriodAction>,
) -> Result<ReportingPeriod, Problem> {
    let step = step_of(context, period, input)?;
    let opened_at = match step.action {
        PeriodAction::Open => {
            campaign.status.require_running()?;
            Some(context.at)
        }
        PeriodAction::Cancel => None,
    };
    let (status, version) = (step.to, period.version.next());
    let after = ReportingPeriod { status, opened_at, version, updated_at: context.at, ..period.clone() };
    store::advance(tx, period, &after).await?;
    if step.action == PeriodAction::Open {
        store::freeze_expected(tx, (period.id, period.campaign_id), context.today, context.at).await?;
    }
    record_step(tx, context, step, period.id, (context.today, input.reason.as_deref())).await?;
    record_period(tx, context, campaign.launching_unit_id, step.occurrence, (period, &after)).await?;
    Ok(after)
}

fn step_of(
    context: &ChangeContext,
    period: &ReportingPeriod,
    input: &TransitionInput<PeriodAction>,
) -> Result<&'static Step<PeriodLife>, Problem> {
    next_step(&period.life(context.today), input.action, input.reason.as_deref())
}

/// List a reporting period's transitions
///
/// When it was opened or cancelled, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions",
        headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/transitions")]
pub async fn list_reporting_period_transitions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    state.db.read(async |conn| find_visible(conn, id).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
