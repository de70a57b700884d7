//! The steps of an exemplar's life, and the history of them.

use actix_web::{get, post, web};

use super::access::find_visible;
use super::checks::life_of;
use super::recorded::RecordedExemplar;
use super::view::ExemplarView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::exemplars::rules::{ExemplarAction, ExemplarLife, link_of};
use crate::features::exemplars::store::{self, Exemplar};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// Take a step with an exemplar
///
/// PROPOSE is for the unit; HONOUR for a leader who did not write it and is not who it is about; PUBLISH, RETURN and WITHDRAW for
/// the standing office. It is published only with the consent of who it is about, and not while their data are not to be used.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<ExemplarAction>,
    responses((status = 200, body = ExemplarView, description = "The exemplar afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::own_exemplar, Code::consent_missing, Code::use_is_restricted
    ]))))]
#[post("/exemplars/{id}/transitions")]
pub async fn transition_exemplar(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<ExemplarAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(permission_for::<ExemplarLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let after = transition_in(tx, context, &before, &input).await?;
        let view = ExemplarView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked exemplar, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: &Exemplar,
    input: &TransitionInput<ExemplarAction>,
) -> Result<Exemplar, Problem> {
    let life = life_of(tx, before, context.actor_id).await?;
    let step = next_step(&life, input.action, input.reason.as_deref())?;
    let after = after_action(context, before, step.action);
    let after = Exemplar { status: step.to, version: before.version.next(), updated_at: context.at, ..after };
    store::advance(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    let (was, is) = (RecordedExemplar::of(before), RecordedExemplar::of(&after));
    record_change(tx, context, step.occurrence, Some(&was), &is).await?;
    Ok(after)
}

/// What a step writes beside the status.
fn after_action(context: &ChangeContext, own: &Exemplar, action: ExemplarAction) -> Exemplar {
    match action {
        ExemplarAction::Propose => {
            Exemplar { writers: own.writers.clone().and(context.actor_id), ..own.clone() }
        }
        ExemplarAction::Honour => {
            Exemplar { honoured_by: context.actor_id, honoured_on: Some(context.today), ..own.clone() }
        }
        ExemplarAction::Return => Exemplar { honoured_by: None, honoured_on: None, ..own.clone() },
        ExemplarAction::Publish => {
            let slug = Some(link_of(&own.title, own.id));
            Exemplar { slug, published_on: Some(context.today), ..own.clone() }
        }
        ExemplarAction::Withdraw => own.clone(),
    }
}

/// List an exemplar's transitions
///
/// When it was proposed, honoured, published, returned or withdrawn, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/exemplars/{id}/transitions")]
pub async fn list_exemplar_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
