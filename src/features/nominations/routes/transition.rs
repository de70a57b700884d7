//! The steps of a nomination's life, and the history of them.

use actix_web::{get, post, web};
use serde_json::Value;
use uuid::Uuid;

use super::access::{NominationAccess, find_visible};
use super::checks::check_again;
use super::obstacles::explain;
use super::view::NominationView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::nominations::rules::{NominationAction, NominationLife, NominationStatus};
use crate::features::nominations::store::{self, Nomination, NominationStage, Situation};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, TransitionInput, next_step, permission_for};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Take a step with a nomination
///
/// SUBMIT and WITHDRAW are for the officers of the unit; RETURN, CONFIRM and PROPOSE for the standing office of the stage, but
/// never for who wrote or submitted it, and CONFIRM never for the appraiser; DECLINE for a leader there who neither wrote nor
/// appraised it. PROPOSE opens the next stage where a level above decides; where none does, it waits
/// for the opinions and the public consultation that the law asks for, and is refused where the report is too old to be submitted. What is sent again goes to the stage that returned
/// it and is appraised anew.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<NominationAction>,
    responses((status = 200, body = NominationView, description = "The nomination afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::own_nomination, Code::own_appraisal, Code::papers_missing,
        Code::appraisal_not_confirmed, Code::step_taken_elsewhere, Code::opinion_missing,
        Code::consultation_missing, Code::objection_was_upheld, Code::report_is_too_old, Code::unit_is_closed, Code::nobody_decides,
        Code::person_is_merged, Code::campaign_was_cancelled, Code::nomination_already_there
    ]))))]
#[post("/nominations/{id}/transitions")]
pub async fn transition_nomination(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<NominationAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let visible = find_visible(tx, &change.caller, id, context.today).await?;
        visible.access.require(permission_for::<NominationLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        if input.action.is_taken_elsewhere() {
            return Err(Problem::new(Code::step_taken_elsewhere).with("action", input.action));
        }
        let nomination = store::lock_exclusive(tx, id).await?;
        // It may have gone to another stage while this waited.
        let access = NominationAccess::of(tx, &change.caller, &nomination, context.today).await?;
        access.require(permission_for::<NominationLife>(input.action)?)?;
        let situation = Situation::of(tx, &nomination, context.today).await?;
        let step = step_of(context, &nomination, &situation, &input)?;
        if_match.check(nomination.version)?;
        let after = apply_step(tx, context, (&nomination, &situation), step, input.reason.as_deref()).await?;
        let view = NominationView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked nomination, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    input: &TransitionInput<NominationAction>,
) -> Result<Nomination, Problem> {
    let situation = Situation::of(tx, nomination, context.today).await?;
    let step = step_of(context, nomination, &situation, input)?;
    apply_step(tx, context, (nomination, &situation), step, input.reason.as_deref()).await
}

/// Does what a step does to a locked nomination, and records it.
async fn apply_step(
    tx: &mut Connection,
    context: &ChangeContext,
    (nomination, situation): (&Nomination, &Situation),
    step: &Step<NominationLife>,
    reason: Option<&str>,
) -> Result<Nomination, Problem> {
    let after = match step.action {
        NominationAction::Submit => submit(tx, context, nomination, situation).await?,
        NominationAction::Confirm => confirm(tx, context, nomination, situation).await?,
        NominationAction::Propose => propose(tx, context, (nomination, situation), step.to).await?,
        NominationAction::Return => Nomination { verdict: None, ..nomination.clone() },
        _ => nomination.clone(),
    };
    let told = (reason, details(situation, step.action));
    Ok(store::take_step(tx, context, step, (nomination, after), told).await?)
}

/// What the record of a step tells beside the nomination: who confirms which appraisal.
fn details(situation: &Situation, action: NominationAction) -> Value {
    match (&situation.stage, action) {
        (Some(stage), NominationAction::Confirm | NominationAction::Return | NominationAction::Submit) => {
            store::appraisal_details(stage, &[])
        }
        _ => Value::Null,
    }
}

fn step_of(
    context: &ChangeContext,
    nomination: &Nomination,
    situation: &Situation,
    input: &TransitionInput<NominationAction>,
) -> Result<&'static Step<NominationLife>, Problem> {
    let life = situation.life(nomination, context.actor_id);
    let step = next_step(&life, input.action, input.reason.as_deref());
    step.map_err(|problem| match problem.code {
        Code::papers_missing => problem.with("papers", situation.missing_papers(nomination).join(", ")),
        _ => explain(problem, situation),
    })
}

/// Sends it: to the first stage, or to the one that returned it, which judges it anew.
async fn submit(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    situation: &Situation,
) -> Result<Nomination, Problem> {
    check_again(tx, nomination, context.today).await?;
    let writers = nomination.writers.clone().and(context.actor_id);
    let sent = Nomination { writers, received_on: Some(context.today), ..nomination.clone() };
    if let Some(stage) = &situation.stage {
        let place = (stage.position, stage.unit_id);
        let anew = NominationStage::new(stage.id, nomination.id, place, context.today);
        store::replace_opinions(tx, stage.id, &[]).await?;
        store::supersede_opinions(tx, stage.id, context.at).await?;
        store::update_stage(tx, &anew).await?;
        return Ok(sent);
    }
    let first = situation.next.ok_or_else(|| Problem::new(Code::nobody_decides))?;
    let opened = open(tx, context, sent, Some(first.unit.id)).await?;
    Ok(Nomination { submitted_on: Some(context.today), ..opened })
}

/// Opens the stage after the present one; without a unit it is outside the province.
async fn open(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: Nomination,
    unit_id: Option<Uuid>,
) -> Result<Nomination, Problem> {
    let position = nomination.stage.unwrap_or(0) + 1;
    let stage = NominationStage::new(context.ids.next(), nomination.id, (position, unit_id), context.today);
    store::open_stage(tx, &stage).await?;
    Ok(Nomination {
        stage: Some(position),
        stage_unit_id: unit_id,
        received_on: Some(context.today),
        verdict: None,
        ..nomination
    })
}

async fn confirm(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    situation: &Situation,
) -> Result<Nomination, Problem> {
    let confirmed = |stage: NominationStage| NominationStage {
        confirmed_by: context.actor_id,
        confirmed_at: Some(context.at),
        ..stage
    };
    rewrite_stage(tx, situation, confirmed).await?;
    let appraisers = nomination.appraisers.clone().and(context.actor_id);
    Ok(Nomination { appraisers, ..nomination.clone() })
}

async fn propose(
    tx: &mut Connection,
    context: &ChangeContext,
    (nomination, situation): (&Nomination, &Situation),
    to: NominationStatus,
) -> Result<Nomination, Problem> {
    let proposed = |stage: NominationStage| NominationStage {
        proposed_by: context.actor_id,
        proposed_at: Some(context.at),
        ..stage
    };
    rewrite_stage(tx, situation, proposed).await?;
    match situation.next {
        Some(next) if to == NominationStatus::Submitted => {
            open(tx, context, nomination.clone(), Some(next.unit.id)).await
        }
        _ if situation.goes_outside() => open(tx, context, nomination.clone(), None).await,
        _ => Ok(nomination.clone()),
    }
}

async fn rewrite_stage(
    tx: &mut Connection,
    situation: &Situation,
    change: impl FnOnce(NominationStage) -> NominationStage,
) -> Result<(), Problem> {
    let stage = situation.stage.clone().ok_or_else(|| Problem::internal("a step at no stage"))?;
    Ok(store::update_stage(tx, &change(stage)).await?)
}

/// List a nomination's transitions
///
/// When it was sent, appraised, returned, proposed, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/nominations/{id}/transitions")]
pub async fn list_nomination_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
