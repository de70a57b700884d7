//! The steps of a pledge's life, and the history of them.

use actix_web::{get, post, web};

use super::access::find_visible;
use super::answer::answer;
use super::input::PledgePatch;
use super::patch::apply_patch;
use super::view::PledgeView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::rules::{PledgeAction, PledgeLife, PledgeStatus};
use crate::features::pledges::store::{self, Pledge, Revision};
use crate::features::progress::store as progress;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// Submit, approve, return, withdraw or amend a pledge
///
/// SUBMIT, WITHDRAW and AMEND are for the officers of the unit; APPROVE and RETURN for the standing office of the
/// launching unit, but never for a person who wrote or submitted it. A pledge that is submitted after the campaign's
/// day of registration is accepted and marked as late. Once a pledge was approved, WITHDRAW withdraws only the
/// amendment, and what was approved stays in force.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<PledgeAction>,
    responses((status = 200, body = PledgeView, description = "The pledge afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::unknown_content, Code::outside_of_campaign, Code::forbidden,
        Code::own_pledge, Code::pledge_is_empty, Code::item_sum_too_large, Code::campaign_is_not_running]))))]
#[post("/pledges/{id}/transitions")]
pub async fn transition_pledge(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<PledgeAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let visible = find_visible(tx, &change.caller, id, context.today).await?;
        visible.access.require(permission_for::<PledgeLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let pledge = store::lock_exclusive(tx, id).await?;
        step_of(context, &pledge, &input)?;
        if_match.check(pledge.version)?;
        apply_transition(tx, context, &campaign, &pledge, &input).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked pledge of a locked campaign, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    pledge: &Pledge,
    input: &TransitionInput<PledgeAction>,
) -> Result<(), Problem> {
    let step = step_of(context, pledge, input)?;
    if step.action.needs_running_campaign() {
        campaign.status.require_running()?;
    }
    let after = match step.action {
        PledgeAction::Submit => submit(tx, context, campaign, pledge).await?,
        PledgeAction::Approve => approve(tx, context, pledge).await?,
        // The amendment is withdrawn: the pledge says again what was approved last.
        PledgeAction::Withdraw if step.to == PledgeStatus::Approved => {
            let content = store::revision(tx, pledge.id, pledge.revision).await?.content;
            Pledge { content, writers: Writers::default(), ..pledge.clone() }
        }
        PledgeAction::Amend => Pledge { writers: Writers::default().and(context.actor_id), ..pledge.clone() },
        PledgeAction::Return | PledgeAction::Withdraw => pledge.clone(),
    };
    let after = Pledge { status: step.to, version: pledge.version.next(), updated_at: context.at, ..after };
    store::advance(tx, pledge, &after).await?;
    let is_owed = |pledge: &Pledge| pledge.status.is_owed(pledge.revision > 0);
    if is_owed(pledge) != is_owed(&after) {
        store::set_owes_pledge(tx, pledge, is_owed(&after)).await?;
    }
    record_step(tx, context, step, pledge.id, (context.today, input.reason.as_deref())).await?;
    Ok(record_change(tx, context, step.occurrence, Some(pledge), &after).await?)
}

fn step_of(
    context: &ChangeContext,
    pledge: &Pledge,
    input: &TransitionInput<PledgeAction>,
) -> Result<&'static Step<PledgeLife>, Problem> {
    next_step(&pledge.life(context.actor_id), input.action, input.reason.as_deref())
}

/// The pledge as it is submitted. The contents may have changed since the items were written, so they are checked
/// again. The first submission decides whether the pledge is late.
async fn submit(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    pledge: &Pledge,
) -> Result<Pledge, Problem> {
    apply_patch(tx, context, campaign, &pledge.content, PledgePatch::default()).await?;
    let is_late = match pledge.submitted_on {
        Some(_) => pledge.is_late,
        None => campaign.registration_due_on.is_some_and(|due_on| context.today > due_on),
    };
    let submitted_on = pledge.submitted_on.or(Some(context.today));
    let writers = pledge.writers.clone().and(context.actor_id);
    Ok(Pledge { submitted_on, is_late, submitted_by: context.actor_id, writers, ..pledge.clone() })
}

/// The pledge with one more revision in force.
async fn approve(tx: &mut Connection, context: &ChangeContext, pledge: &Pledge) -> Result<Pledge, Problem> {
    let submitter = || Problem::internal("a submitted pledge that nobody submitted");
    let number = pledge.revision + 1;
    let revision = Revision {
        pledge_id: pledge.id,
        number,
        content: pledge.content.clone(),
        submitted_by: pledge.submitted_by.ok_or_else(submitter)?,
        approved_by: context.actor()?,
        approved_at: context.at,
    };
    store::approve(tx, pledge, &revision).await?;
    // Other targets and weights change the progress of every period that was reported.
    progress::refold(tx, pledge.campaign_id, pledge.unit_id, None).await?;
    progress::note_change(tx, pledge.campaign_id, context.at).await?;
    Ok(Pledge { revision: number, writers: Writers::default(), ..pledge.clone() })
}

/// List a pledge's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions",
        headers(("Link" = String)))))]
#[get("/pledges/{id}/transitions")]
pub async fn list_pledge_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let visible = state.db.read(async |conn| find_visible(conn, &caller, id, today).await).await?;
    // The reason of a return is between the unit and the office that judges the pledge.
    visible.access.require_inside()?;
    history_page(&page, &state.db, id).await
}
