//! The steps of a consultation's life: its outcome is recorded, or it is taken back; and the history of them.

use actix_web::{get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::recorded::record_consultation;
use super::view::{ConsultationView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::groups::group;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::nominations::rules::{
    ConsultationAction, ConsultationLife, ConsultationOutcome, OutcomeFault, outcome_faults,
};
use crate::features::nominations::store::{self, Consultation, ConsultedNomination};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// What a consultation came to for a nomination.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NominationOutcome {
    /// The nomination.
    #[schema(example = "01980000-0000-7000-8000-0000003d0501")]
    pub nomination_id: Uuid,
    /// What it came to.
    #[schema(example = "NO_OBJECTION")]
    pub outcome: ConsultationOutcome,
    /// What was found; an objection needs it.
    #[schema(nullable = false, max_length = 2000, format = "paragraphs")]
    pub note: Option<String>,
}

/// A step of a consultation.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsultationTransition {
    /// The action to take.
    pub action: ConsultationAction,
    /// Why; CANCEL needs it.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "paragraphs",
        example = "Đăng nhầm danh sách (mẫu)"
    )]
    pub reason: Option<String>,
    /// With END: what came of it, in words, as it is reported to the council.
    #[schema(nullable = false, max_length = 5000, format = "paragraphs")]
    pub summary: Option<String>,
    /// With END: the outcome for each nomination of the list.
    #[schema(nullable = false, max_items = 200)]
    pub outcomes: Option<Vec<NominationOutcome>>,
}

/// Take a step with a public consultation
///
/// For the standing office of the unit, never for who wrote a nomination of the list. END records the outcome when the last day is over:
/// for each nomination, and an objection with what was found. Where an objection is upheld, the council does not vote on the
/// nomination. CANCEL takes the consultation back; its nominations can be published anew.
#[utoipa::path(params(DryRunParameter), request_body = ConsultationTransition,
    responses((status = 200, body = ConsultationView, description = "The consultation afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::own_nomination, Code::consultation_is_running, Code::needed_for_this_kind,
        Code::not_for_this_kind, Code::nomination_not_consulted, Code::named_twice, Code::objections_were_received,
        Code::outcome_missing
    ]))))]
#[post("/consultations/{id}/transitions")]
pub async fn transition_consultation(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ConsultationTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(permission_for::<ConsultationLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_consultation(tx, id).await?;
        if_match.check(before.version)?;
        let after = transition_in(tx, context, &before, &input).await?;
        let view = ConsultationView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked consultation, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: &Consultation,
    input: &ConsultationTransition,
) -> Result<Consultation, Problem> {
    let list = group(store::list_consulted(tx, &[before.id]).await?).remove(&before.id).unwrap_or_default();
    // A vote that is about to be opened waits, and sees the outcome.
    store::lock_heads(tx, &list.iter().map(|own| own.nomination_id).collect::<Vec<_>>()).await?;
    let life = life_of(tx, before, &list, (context.actor_id, context.today)).await?;
    let step =
        next_step(&life, input.action, input.reason.as_deref()).map_err(|problem| match problem.code {
            Code::consultation_is_running => problem.with("endsOn", before.ends_on),
            _ => problem,
        })?;
    let outcomes = outcomes_of(tx, (before, &list), input).await?;
    let after = Consultation {
        status: step.to,
        summary: input.summary.as_deref().map(composed),
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::advance_consultation(tx, before, &after, &outcomes).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    let told = |(id, outcome, _): &(Uuid, ConsultationOutcome, Option<String>)| json!({"nominationId": id, "outcome": outcome});
    let details = Value::from(outcomes.iter().map(told).collect::<Vec<_>>());
    record_consultation(tx, context, step.occurrence, (Some(before), (&after, details))).await?;
    Ok(after)
}

/// The outcomes that END records, for each nomination of the list one.
async fn outcomes_of(
    tx: &Connection,
    (consultation, list): (&Consultation, &[ConsultedNomination]),
    input: &ConsultationTransition,
) -> Result<Vec<(Uuid, ConsultationOutcome, Option<String>)>, Problem> {
    let is_end = input.action == ConsultationAction::End;
    let named = [("/summary", input.summary.is_some()), ("/outcomes", input.outcomes.is_some())];
    let faults = named.into_iter().filter(|(_, is_there)| *is_there != is_end).map(|(pointer, _)| {
        let code = if is_end { Code::needed_for_this_kind } else { Code::not_for_this_kind };
        Violation::at(pointer, code).with("kind", input.action)
    });
    require_none(faults)?;
    let said = input.outcomes.as_deref().unwrap_or_default();
    if is_end {
        let counts = store::count_consultation_opinions(tx, &[consultation.id]).await?;
        let is_objected = |id| counts.iter().any(|((_, own, objects), _)| *own == id && *objects);
        let known: Vec<(Uuid, bool)> =
            list.iter().map(|own| (own.nomination_id, is_objected(own.nomination_id))).collect();
        let named: Vec<_> =
            said.iter().map(|own| (own.nomination_id, own.outcome, own.note.is_some())).collect();
        require_none(outcome_faults(&known, &named).into_iter().map(|fault| violation(fault, said)))?;
    }
    let outcome =
        |own: &NominationOutcome| (own.nomination_id, own.outcome, own.note.as_deref().map(composed));
    Ok(said.iter().map(outcome).collect())
}

fn violation(fault: OutcomeFault, said: &[NominationOutcome]) -> Violation {
    let at = |place: usize, member: &str, code| Violation::at(format!("/outcomes/{place}/{member}"), code);
    match fault {
        OutcomeFault::Unknown(place) => {
            let id = said.get(place).map(|own| own.nomination_id).unwrap_or_default();
            at(place, "nominationId", Code::nomination_not_consulted).with("nomination", id)
        }
        OutcomeFault::NamedTwice(place) => at(place, "nominationId", Code::named_twice),
        OutcomeFault::WasObjected(place) => at(place, "outcome", Code::objections_were_received),
        OutcomeFault::WithoutNote(place) => at(place, "note", Code::reason_required),
        OutcomeFault::Missing => Violation::at("/outcomes", Code::outcome_missing),
    }
}

/// List the transitions of a public consultation
///
/// When its outcome was recorded or it was taken back, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/consultations/{id}/transitions")]
pub async fn list_consultation_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
