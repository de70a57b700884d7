//! The steps of a decision's life, and the history of them.

use actix_web::{get, post, web};
use uuid::Uuid;

use super::correct::correct;
use super::issue::issue;
use super::recorded::record_decision;
use super::revoke::revoke;
use super::view::{DecisionView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::decisions::rules::{DecisionAction, DecisionLife};
use crate::features::decisions::store::find_visible;
use crate::features::decisions::store::{self, AboutAward, Decision};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Take a step with a decision
///
/// ISSUE is for a leader of the unit who neither drafted it nor wrote or judged a nomination in it; CONFIRM for a second person of
/// the standing office, of what an outside authority decided. Whether the authority may decide is asked by the catalogue of its
/// day; every award is written into the register with its prize and its verification code. It is all or nothing.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<DecisionAction>,
    responses((status = 200, body = DecisionView, description = "The decision afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::forbidden, Code::own_decision, Code::own_appraisal, Code::decision_is_empty, Code::decision_is_incomplete,
        Code::decision_is_not_due, Code::authority_not_on_that_day, Code::no_base_salary,
        Code::award_not_in_the_catalogue_then, Code::award_already_there, Code::nomination_went_elsewhere,
        Code::decided_before_proposal, Code::revoked_before_granted
    ]))))]
#[post("/decisions/{id}/transitions")]
pub async fn transition_decision(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<DecisionAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(permission_for::<DecisionLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_decision(tx, id).await?;
        if_match.check(before.version)?;
        let after = transition_in(tx, context, &before, &input).await?;
        let view = DecisionView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked decision, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: &Decision,
    input: &TransitionInput<DecisionAction>,
) -> Result<Decision, Problem> {
    let about_award = store::find_about_award(tx, before).await?;
    let mut about = store::list_line_nominations(tx, before.id).await?;
    about.extend(about_award.as_ref().map(AboutAward::award_id));
    let life = life_of(before, context.actor_id, !about.is_empty(), context.today);
    let step = next_step(&life, input.action, input.reason.as_deref())?;
    let after = match (step.action, about_award) {
        (DecisionAction::Withdraw, _) => {
            store::end_lines(tx, before.id).await?;
            store::end_about_award(tx, before).await?;
            before.clone()
        }
        (_, None) => issued(context, issue(tx, context, before).await?),
        (_, Some(AboutAward::Revocation(own))) => {
            revoke(tx, context, (before, own)).await?;
            issued(context, before.clone())
        }
        (_, Some(AboutAward::Correction(own))) => {
            correct(tx, context, (before, own)).await?;
            issued(context, before.clone())
        }
    };
    let after = Decision { status: step.to, version: before.version.next(), updated_at: context.at, ..after };
    store::advance_decision(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    let about: &[Uuid] = &about;
    record_decision(tx, context, step.occurrence, (Some((before, about)), (&after, about))).await?;
    Ok(after)
}

fn issued(context: &ChangeContext, decision: Decision) -> Decision {
    Decision { issued_by: context.actor_id, issued_at: Some(context.at), ..decision }
}

/// List a decision's transitions
///
/// When it was issued, confirmed or given up, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/decisions/{id}/transitions")]
pub async fn list_decision_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
