//! The steps of a submission's life, and the history of them.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::find_visible;
use super::recorded::record_submission;
use super::view::{SubmissionRefusal, SubmissionView};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::{Connection, Failure};
use crate::features::nominations::routes::transition::apply_transition;
use crate::features::nominations::rules::{
    NominationAction, NominationStatus, SubmissionAction, SubmissionLife,
};
use crate::features::nominations::store::{self, Nomination, NominationStage, Submission};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::item_refusals::ItemRefusal;
use crate::operations::life_cycle::{Step, TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// A step of a submission.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmissionTransition {
    /// The action to take.
    #[schema(example = "SEND")]
    pub action: SubmissionAction,
    /// Why; RETURN needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
    /// With RECEIVE: the day on which it was received, from the day it was sent; today when it is left out.
    #[schema(nullable = false)]
    pub received_on: Option<NaiveDate>,
}

/// Take a step with a submission
///
/// SEND puts letter and minutes into the checklists and sends every nomination that can be sent; those that can't are told one by
/// one and stay. RECEIVE says on which day the first level received it, which picks the law for what is not yet appraised.
/// RETURN returns it as a whole, with every nomination that is still judged there.
#[utoipa::path(params(DryRunParameter), request_body = SubmissionTransition,
    responses((status = 200, body = SubmissionView, description = "The submission afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::own_nomination, Code::submission_is_empty, Code::letter_missing,
        Code::nothing_was_sent, Code::day_in_the_future, Code::received_before_sent, Code::not_for_this_kind
    ]))))]
#[post("/submissions/{id}/transitions")]
pub async fn transition_submission(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<SubmissionTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(permission_for::<SubmissionLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_submission(tx, id).await?;
        let ids = store::list_submitted_ids(tx, id).await?;
        let nominations = store::lock_all(tx, &ids).await?;
        let step = step_of(context, &before, &nominations, &input)?;
        if_match.check(before.version)?;
        let acted = (context, change.locale());
        let (after, refused) = apply(tx, acted, &before, &nominations, &input).await?;
        let after = write_step(tx, context, step, (&before, after), input.reason.as_deref()).await?;
        let view = SubmissionView::of(tx, &change.caller, after, refused, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

fn step_of(
    context: &ChangeContext,
    submission: &Submission,
    nominations: &[Nomination],
    input: &SubmissionTransition,
) -> Result<&'static Step<SubmissionLife>, Problem> {
    let life = SubmissionLife {
        status: submission.status,
        is_writer: submission.writers.include(context.actor_id),
        has_letter: submission.has_letter(),
        has_nominations: nominations.iter().any(|own| own.status.is_open()),
    };
    if input.received_on.is_some() && input.action != SubmissionAction::Receive {
        let fault = Violation::at("/receivedOn", Code::not_for_this_kind).with("kind", input.action);
        return Err(Problem::invalid(vec![fault]));
    }
    next_step(&life, input.action, input.reason.as_deref())
}

async fn write_step(
    tx: &mut Connection,
    context: &ChangeContext,
    step: &Step<SubmissionLife>,
    (before, after): (&Submission, Submission),
    reason: Option<&str>,
) -> Result<Submission, Problem> {
    let after =
        Submission { status: step.to, version: before.version.next(), updated_at: context.at, ..after };
    store::advance_submission(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, reason)).await?;
    let ids = store::list_submitted_ids(tx, before.id).await?;
    record_submission(tx, context, step.occurrence, (Some((before, &ids)), (&after, &ids))).await?;
    Ok(after)
}

/// What a step makes of a submission, and which nominations it did not reach.
async fn apply(
    tx: &mut Connection,
    (context, locale): (&ChangeContext, Locale),
    submission: &Submission,
    nominations: &[Nomination],
    input: &SubmissionTransition,
) -> Result<(Submission, Vec<SubmissionRefusal>), Problem> {
    let after = submission.clone();
    match input.action {
        SubmissionAction::Send => {
            let open = prepare(tx, context, submission, nominations).await?;
            let send = TransitionInput::of(NominationAction::Submit);
            let refused = step_each(tx, (context, locale), &open.iter().collect::<Vec<_>>(), &send).await?;
            if !open.is_empty() && refused.len() == open.len() {
                let first = refused.into_iter().next().map(|one| one.refusal.detail);
                return Err(Problem::new(Code::nothing_was_sent).with("reason", first.unwrap_or_default()));
            }
            let writers = after.writers.clone().and(context.actor_id);
            Ok((Submission { sent_on: Some(context.today), received_on: None, writers, ..after }, refused))
        }
        SubmissionAction::Receive => {
            let day = day_of_receipt(submission, input.received_on, context.today)?;
            // What came alone, earlier or later, keeps its day; nobody picks the law for what they wrote.
            let came_with_it = |own: &&Nomination| {
                is_at_first_stage(own)
                    && own.received_on == submission.sent_on
                    && !own.writers.include(context.actor_id)
            };
            for nomination in nominations.iter().filter(came_with_it) {
                receive(tx, context, nomination, day).await?;
            }
            Ok((Submission { received_on: Some(day), ..after }, Vec::new()))
        }
        SubmissionAction::Return => {
            let judged =
                |own: &&Nomination| is_at_first_stage(own) || own.status == NominationStatus::Appraised;
            let judged: Vec<_> =
                nominations.iter().filter(judged).filter(|own| own.stage == Some(1)).collect();
            let back = TransitionInput { action: NominationAction::Return, reason: input.reason.clone() };
            Ok((after, step_each(tx, (context, locale), &judged, &back).await?))
        }
        SubmissionAction::Withdraw => {
            store::set_nominations(tx, context.at, (submission.id, &[])).await?;
            Ok((after, Vec::new()))
        }
    }
}

/// The nominations that can be sent, with the papers of the submission, and with its writers among their own.
async fn prepare(
    tx: &mut Connection,
    context: &ChangeContext,
    submission: &Submission,
    nominations: &[Nomination],
) -> Result<Vec<Nomination>, Problem> {
    let mut open = Vec::new();
    for own in nominations.iter().filter(|own| own.status.is_open()) {
        let has_new_papers = store::share_papers(tx, submission, own.id).await?;
        let writers = submission.writers.0.iter().fold(own.writers.clone(), |all, one| all.and(Some(*one)));
        if !has_new_papers && writers == own.writers {
            open.push(own.clone());
            continue;
        }
        let after =
            Nomination { writers, version: own.version.next(), updated_at: context.at, ..own.clone() };
        store::advance(tx, own, &after).await?;
        store::record_nomination(tx, context, Occurrence::NominationChanged, (Some(own), &after)).await?;
        open.push(after);
    }
    Ok(open)
}

/// Whether its first stage has it and has not appraised it yet.
fn is_at_first_stage(nomination: &Nomination) -> bool {
    nomination.stage == Some(1) && nomination.status == NominationStatus::Submitted
}

/// Takes a step with each, and answers which refused it.
async fn step_each(
    tx: &mut Connection,
    (context, locale): (&ChangeContext, Locale),
    nominations: &[&Nomination],
    input: &TransitionInput<NominationAction>,
) -> Result<Vec<SubmissionRefusal>, Problem> {
    let mut refused = Vec::new();
    for nomination in nominations {
        match apply_transition(tx, context, nomination, input).await {
            Ok(_) => {}
            // A fault of the service is none of the nomination.
            Err(problem) if problem.is_conflict() || problem.code.row().status >= 500 => return Err(problem),
            Err(problem) => refused.push(SubmissionRefusal {
                nomination_id: nomination.id,
                refusal: ItemRefusal::new(&problem, locale),
            }),
        }
    }
    Ok(refused)
}

/// The day of receipt: a dossier counts as received when it has arrived also by the system (Decree 152/2025/NĐ-CP, Article 33.12).
fn day_of_receipt(
    submission: &Submission,
    asked: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<NaiveDate, Problem> {
    let day = asked.unwrap_or(today);
    let sent_on = submission.sent_on.unwrap_or(today);
    let at = |code| Violation::at("/receivedOn", code).with("today", today).with("sentOn", sent_on);
    if day > today {
        Err(Problem::invalid(vec![at(Code::day_in_the_future)]))
    } else if day < sent_on {
        Err(Problem::invalid(vec![at(Code::received_before_sent)]))
    } else {
        Ok(day)
    }
}

async fn receive(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    day: NaiveDate,
) -> Result<(), Problem> {
    let stage = store::find_stage(tx, nomination.id, nomination.stage).await?;
    let stage = stage.ok_or_else(|| Problem::internal("a nomination at no stage was received"))?;
    store::update_stage(tx, &NominationStage { received_on: day, ..stage }).await?;
    let after = Nomination {
        received_on: Some(day),
        version: nomination.version.next(),
        updated_at: context.at,
        ..nomination.clone()
    };
    store::advance(tx, nomination, &after).await?;
    let states = (Some(nomination), &after);
    Ok(store::record_nomination(tx, context, Occurrence::NominationChanged, states).await?)
}

/// List a submission's transitions
///
/// When it was sent, received, returned or given up, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/submissions/{id}/transitions")]
pub async fn list_submission_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
