//! Disabling and enabling an endpoint, and the history of it.

use actix_web::{get, post, web};

use super::access::{find_visible, permit_keeping};
use super::view::EndpointView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::webhooks::rules::{DisabledBecause, EndpointAction, EndpointLife, EndpointStatus};
use crate::features::webhooks::store::{self, Endpoint};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// Disable or enable an endpoint of webhooks
///
/// DISABLE sends nothing any more. ENABLE sends again, first what waits and then what happened meanwhile, as far as events are kept.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<EndpointAction>,
    responses((status = 200, body = EndpointView, description = "The endpoint afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required]))))]
#[post("/webhook-endpoints/{id}/transitions")]
pub async fn transition_webhook_endpoint(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<EndpointAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let reason = input.reason.as_deref();
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        // What is impossible is told before what is stale.
        let step = next_step(&EndpointLife { status: before.status }, input.action, reason)?;
        if_match.check(before.version)?;
        let after = step_in(tx, context, before, (step, reason)).await?;
        let view = EndpointView::of(tx, after, (context.at, context.today)).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Takes a possible step of a locked endpoint and records it.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn step_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: Endpoint,
    (step, reason): (&Step<EndpointLife>, Option<&str>),
) -> Result<Endpoint, Problem> {
    let after = Endpoint {
        status: step.to,
        disabled_because: (step.to == EndpointStatus::Disabled).then_some(DisabledBecause::BySomebody),
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::update(tx, &after).await?;
    if after.status == EndpointStatus::Active {
        // It begins anew: what was planned is due, and it has failed for no time.
        store::note_success(tx, after.id, context.at).await?;
        store::wake(tx, after.id, context.at).await?;
    }
    record_step(tx, context, step, after.id, (context.today, reason)).await?;
    record_change(tx, context, step.occurrence, Some(&before), &after).await?;
    Ok(after)
}

/// List an endpoint's transitions
///
/// When somebody disabled and enabled it, and why, oldest first. What the service disabled by itself stands in the feed and in the audit trail.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/webhook-endpoints/{id}/transitions")]
pub async fn list_webhook_endpoint_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let find = async |tx: &mut Connection| find_visible(tx, &caller, id, today).await;
    state.db.transaction(find).await?;
    history_page(&page, &state.db, id).await
}
