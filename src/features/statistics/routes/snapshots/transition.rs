//! The steps of a snapshot's life, and the history of them.

use actix_web::{get, post, web};

use super::access::find_visible;
use super::view::{SnapshotView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::statistics::rules::{SnapshotAction, SnapshotLife, SnapshotStatus};
use crate::features::statistics::store::{self, Snapshot};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// Take a step with a snapshot
///
/// SIGN is for a leader of the unit who neither made it nor entered its numbers; from then on it never changes. WITHDRAW is for the
/// standing office.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<SnapshotAction>,
    responses((status = 200, body = SnapshotView, description = "The snapshot afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::forbidden, Code::own_snapshot]))))]
#[post("/statistics/snapshots/{id}/transitions")]
pub async fn transition_statistical_snapshot(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<SnapshotAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, lineage) = find_visible(tx, &change.caller, id, context.today).await?;
        change.caller.require(permission_for::<SnapshotLife>(input.action)?, &lineage)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_snapshot(tx, id).await?;
        if_match.check(before.version)?;
        let after = transition_in(tx, context, &before, &input).await?;
        let view = SnapshotView::of(tx, &change.caller, &after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked snapshot, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: &Snapshot,
    input: &TransitionInput<SnapshotAction>,
) -> Result<Snapshot, Problem> {
    let life = life_of(before, context.actor_id);
    let step = next_step(&life, input.action, input.reason.as_deref())?;
    let is_signed = step.to == SnapshotStatus::Signed;
    let after = Snapshot {
        status: step.to,
        signed_by: context.actor_id.filter(|_| is_signed),
        signed_at: is_signed.then_some(context.at),
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::advance_snapshot(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    record_change(tx, context, step.occurrence, Some(before), &after).await?;
    Ok(after)
}

/// List a snapshot's transitions
///
/// When it was signed or given up, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/statistics/snapshots/{id}/transitions")]
pub async fn list_statistical_snapshot_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
