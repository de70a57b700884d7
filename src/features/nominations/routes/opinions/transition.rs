//! The steps of a request's life: the answer is recorded, passed over, or the request is taken back; and the history of them.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::recorded::record_request;
use super::view::{OpinionRequestView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::nominations::routes::access::{NominationAccess, find_visible};
use crate::features::nominations::routes::checks::{NamedPaper, check_papers};
use crate::features::nominations::rules::{OpinionAction, OpinionLife};
use crate::features::nominations::store::{self, Nomination, OpinionRequest, Situation};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which request about which nomination.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpinionPath {
    /// The nomination's id.
    pub id: Uuid,
    /// The request's id.
    pub opinion_id: Uuid,
}

/// A step of a request.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpinionTransition {
    /// The action to take.
    #[schema(example = "AGREE")]
    pub action: OpinionAction,
    /// Why; CANCEL needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
    /// With AGREE and DISAGREE: the written answer, as a registered document.
    #[schema(nullable = false, example = "01980000-0000-7000-8000-0000000003f8")]
    pub document_id: Option<Uuid>,
    /// With AGREE and DISAGREE: the day of the answer; today when it is left out.
    #[schema(nullable = false)]
    pub answered_on: Option<NaiveDate>,
}

/// Take a step with a request for an opinion
///
/// For the standing office of the stage, never for who wrote the nomination. AGREE and DISAGREE record the written answer: the law asks
/// for an opinion, not for consent. `PASS_OVER` goes on without one from the day after the last day on, where the row of the law allows
/// it; the Party's standing committee always writes. CANCEL takes the request back.
#[utoipa::path(params(DryRunParameter), request_body = OpinionTransition,
    responses((status = 200, body = OpinionRequestView, description = "The request afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::own_nomination, Code::opinion_must_be_written, Code::opinion_is_not_overdue,
        Code::needed_for_this_kind, Code::not_for_this_kind, Code::unknown_document, Code::day_in_the_future,
        Code::answered_before_asked
    ]))))]
#[post("/nominations/{id}/opinions/{opinionId}/transitions")]
pub async fn transition_nomination_opinion(
    change: Change,
    if_match: IfMatch,
    path: Parameters<OpinionPath>,
    input: Json<OpinionTransition>,
) -> Result<Answer, Problem> {
    let (OpinionPath { id, opinion_id }, input, context) = (path.0, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let visible = find_visible(tx, &change.caller, id, context.today).await?;
        store::find_opinion_request(tx, (id, opinion_id)).await?;
        visible.access.require(permission_for::<OpinionLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        // Whoever proposes the nomination locks it, too: the answer is there before the proposal, or after it.
        let nomination = store::lock_exclusive(tx, id).await?;
        let access = NominationAccess::of(tx, &change.caller, &nomination, context.today).await?;
        access.require(permission_for::<OpinionLife>(input.action)?)?;
        let before = store::find_opinion_request(tx, (id, opinion_id)).await?;
        if_match.check(before.version)?;
        let own = (&change.caller, context);
        let letter = NamedPaper {
            file: (String::new(), None),
            document: ("/documentId".to_owned(), input.document_id),
        };
        check_papers(tx, own, nomination.nominating_unit_id, &[letter]).await?;
        let (after, is_writer) = transition_in(tx, context, (&nomination, &before), &input).await?;
        let is_permitted = |permission| access.allows(permission);
        let view = OpinionRequestView::new(after, (is_writer, is_permitted), context.today);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a request of a locked nomination, and records it; answers also whether the person wrote the nomination.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (nomination, before): (&Nomination, &OpinionRequest),
    input: &OpinionTransition,
) -> Result<(OpinionRequest, bool), Problem> {
    let situation = Situation::of(tx, nomination, context.today).await?;
    let is_writer = situation.life(nomination, context.actor_id).is_writer;
    let life = life_of(before, is_writer, context.today);
    let step = next_step(&life, input.action, input.reason.as_deref())?;
    require_none(faults_of_answer(before, input, context.today))?;
    let answered_on = match input.action {
        OpinionAction::Cancel => None,
        _ => Some(input.answered_on.unwrap_or(context.today)),
    };
    let after = OpinionRequest {
        status: step.to,
        answer_document_id: input.document_id,
        answered_on,
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::advance_opinion_request(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    record_request(tx, context, (step.occurrence, nomination), (Some(before), &after)).await?;
    Ok((after, is_writer))
}

fn faults_of_answer(request: &OpinionRequest, input: &OpinionTransition, today: NaiveDate) -> Vec<Violation> {
    let at = |pointer, code| Violation::at(pointer, code).with("kind", input.action);
    let mut faults = Vec::new();
    match (input.action.is_an_answer(), input.document_id) {
        (true, None) => faults.push(at("/documentId", Code::needed_for_this_kind)),
        (false, Some(_)) => faults.push(at("/documentId", Code::not_for_this_kind)),
        _ => {}
    }
    match input.answered_on {
        Some(_) if !input.action.is_an_answer() => {
            faults.push(at("/answeredOn", Code::not_for_this_kind));
        }
        Some(day) if day > today => {
            faults.push(Violation::at("/answeredOn", Code::day_in_the_future).with("today", today));
        }
        Some(day) if day < request.asked_on => {
            let fault = Violation::at("/answeredOn", Code::answered_before_asked);
            faults.push(fault.with("askedOn", request.asked_on));
        }
        _ => {}
    }
    faults
}

/// List the transitions of a request for an opinion
///
/// When the answer was recorded, passed over or the request taken back, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/nominations/{id}/opinions/{opinionId}/transitions")]
pub async fn list_nomination_opinion_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<OpinionPath>,
) -> Result<Answer, Problem> {
    let (OpinionPath { id, opinion_id }, today) = (path.0, state.clock.today());
    let find = async |conn: &Connection| {
        find_visible(conn, &caller, id, today).await?;
        store::find_opinion_request(conn, (id, opinion_id)).await.map(drop)
    };
    state.db.read(find).await?;
    history_page(&page, &state.db, opinion_id).await
}
