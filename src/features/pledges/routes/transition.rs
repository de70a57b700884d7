//! The steps of a pledge's life, and the history of them.

use actix_web::{HttpRequest, get, post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::create::checked;
use super::input::PledgePatch;
use super::view::PledgeView;
use super::{PageOfPledge, answer, seen, tell};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::rules::{PledgeAction, PledgeStatus, Refusal, Step, Taker};
use crate::features::pledges::store::{self, Pledge, Revision};
use crate::features::progress::store as progress;
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions;
use crate::record::{Occurrence, SubjectType};

/// Which pledge, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PledgeTransitionParameters {
    /// The pledge's id.
    #[param(example = "01980000-0000-7000-8000-000000310900")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A step of a pledge's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PledgeTransition {
    /// What shall happen.
    #[schema(example = "APPROVE")]
    pub action: PledgeAction,
    /// Why; RETURN needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

/// Submit, approve, return, withdraw or amend a pledge
///
/// SUBMIT, WITHDRAW and AMEND are for the officers of the unit; APPROVE and RETURN for the standing office of the launching
/// unit, never for who submitted it. A pledge that is submitted after the campaign's day is marked as late and taken all
/// the same. Once approved, WITHDRAW takes back the amendment and what was approved stays in force.
#[utoipa::path(params(PledgeTransitionParameters), request_body = PledgeTransition,
    responses((status = 200, body = PledgeView, description = "The pledge afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::unknown_content, Code::outside_of_campaign, Code::forbidden, Code::own_pledge, Code::pledge_is_empty, Code::campaign_is_not_running]))))]
#[post("/pledges/{id}/transitions")]
pub async fn transition_pledge(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<PledgeTransitionParameters>,
    input: Json<PledgeTransition>,
) -> Result<Answer, Problem> {
    let (PledgeTransitionParameters { id, .. }, input) = (parameters.0, input.0);
    let context = &change.context;
    let permit = async |tx: &mut Connection| {
        let seen = seen(tx, &change.caller, id, context.today).await?;
        seen.standing.require(input.action.by().needs())
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let pledge = store::lock_exclusive(tx, id).await?;
        next_step(context, &pledge, &input)?;
        if_match.check(pledge.version)?;
        stepped(tx, context, &campaign, &pledge, &input).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked pledge of a campaign that is held, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    pledge: &Pledge,
    input: &PledgeTransition,
) -> Result<(), Problem> {
    let step = next_step(context, pledge, input)?;
    if step.action.needs_a_run() {
        campaign.status.require_running()?;
    }
    let after = match step.action {
        PledgeAction::Submit => submitted(tx, context, campaign, pledge).await?,
        PledgeAction::Approve => approved(tx, context, pledge).await?,
        // An amendment is taken back: what was approved last is what the pledge says.
        PledgeAction::Withdraw if step.to == PledgeStatus::Approved => {
            let content = store::revision(tx, pledge.id, pledge.revision).await?.content;
            Pledge { content, ..pledge.clone() }
        }
        PledgeAction::Return | PledgeAction::Withdraw | PledgeAction::Amend => pledge.clone(),
    };
    let after = Pledge { status: step.to, version: pledge.version + 1, updated_at: context.at, ..after };
    store::advance(tx, pledge, &after).await?;
    let owes = |pledge: &Pledge| pledge.status.is_owed(pledge.revision > 0);
    if owes(pledge) != owes(&after) {
        store::owe(tx, pledge, owes(&after)).await?;
    }
    let history = transitions::TransitionRow {
        subject_type: SubjectType::Pledge,
        subject_id: pledge.id,
        action: step.action.as_str(),
        from_status: step.from.as_str(),
        to_status: step.to.as_str(),
        effective_on: context.today,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &history).await?;
    tell(tx, context, (Some(pledge), &after), told(step.action)).await
}

/// The step that is asked for.
fn next_step(
    context: &ChangeContext,
    pledge: &Pledge,
    input: &PledgeTransition,
) -> Result<&'static Step, Problem> {
    let taker = Taker {
        actor_id: context.actor_id,
        submitted_by: pledge.submitted_by,
        was_approved: pledge.revision > 0,
        has_reason: input.reason.is_some(),
        has_items: !pledge.content.items.is_empty(),
    };
    pledge.status.next(input.action, &taker).map_err(|refusal| refused(refusal, pledge, input.action))
}

/// The contents may have changed since the items were written, so they are looked at again. The first submission tells
/// whether the pledge is late.
async fn submitted(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    pledge: &Pledge,
) -> Result<Pledge, Problem> {
    checked(tx, context, campaign, &pledge.content, PledgePatch::default()).await?;
    let is_late = match pledge.submitted_on {
        Some(_) => pledge.is_late,
        None => campaign.registration_due_on.is_some_and(|due_on| context.today > due_on),
    };
    let submitted_on = pledge.submitted_on.or(Some(context.today));
    Ok(Pledge { submitted_on, is_late, submitted_by: context.actor_id, ..pledge.clone() })
}

async fn approved(tx: &mut Connection, context: &ChangeContext, pledge: &Pledge) -> Result<Pledge, Problem> {
    let (Some(submitted_by), Some(approved_by)) = (pledge.submitted_by, context.actor_id) else {
        return Err(Problem::internal("a pledge submitted or approved by nobody"));
    };
    let number = pledge.revision + 1;
    let revision = Revision {
        pledge_id: pledge.id,
        number,
        content: pledge.content.clone(),
        submitted_by,
        approved_by,
        approved_at: context.at,
    };
    store::approve(tx, pledge, &revision).await?;
    // Other targets and weights are another progress for every period that was reported.
    progress::refold(tx, pledge.campaign_id, pledge.unit_id, None).await?;
    Ok(Pledge { revision: number, ..pledge.clone() })
}

const fn told(action: PledgeAction) -> Occurrence {
    match action {
        PledgeAction::Submit => Occurrence::PledgeSubmitted,
        PledgeAction::Approve => Occurrence::PledgeApproved,
        PledgeAction::Return => Occurrence::PledgeReturned,
        PledgeAction::Withdraw => Occurrence::PledgeWithdrawn,
        PledgeAction::Amend => Occurrence::PledgeAmendmentBegun,
    }
}

fn refused(refusal: Refusal, pledge: &Pledge, action: PledgeAction) -> Problem {
    match refusal {
        Refusal::OwnPledge => Problem::new(Code::own_pledge),
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::Empty => Problem::new(Code::pledge_is_empty),
        Refusal::NotNow => {
            let allowed = pledge.status.steps(pledge.revision > 0).map(|step| step.action.as_str());
            history::not_now(action, pledge.status, allowed)
        }
    }
}

/// List a pledge's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(PageOfPledge),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/pledges/{id}/transitions")]
pub async fn list_pledge_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfPledge>,
) -> Result<Answer, Problem> {
    let PageOfPledge { id, cursor, limit } = parameters.0;
    let today = state.clock.today();
    let seen = state.db.read(async |conn| seen(conn, &caller, id, today).await).await?;
    // Why something was given back is between the unit and who judges it.
    seen.standing.require_inside()?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
