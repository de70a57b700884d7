//! Disabling and enabling a machine client, and the history of it.

use actix_web::{get, post, web};

use super::access::find_visible;
use super::view::ClientView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::clients::rules::{ClientAction, ClientLife};
use crate::features::clients::store::{self, Client};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// Disable or enable a machine client
///
/// DISABLE refuses its tokens at once, on every server, and gives no more. ENABLE lets it take tokens again; those that it had are good
/// again while they live.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<ClientAction>,
    responses((status = 200, body = ClientView, description = "The client afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required]))))]
#[post("/clients/{id}/transitions")]
pub async fn transition_client(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<ClientAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let reason = input.reason.as_deref();
    let permit =
        async |tx: &mut Connection| find_visible(tx, &change.caller, id, context.today).await.map(drop);
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        let step = next_step(&ClientLife { status: before.status }, input.action, reason)?;
        if_match.check(before.version)?;
        let version = before.version.next();
        let after = Client { status: step.to, version, updated_at: context.at, ..before.clone() };
        store::update(tx, &after).await?;
        record_step(tx, context, step, id, (context.today, reason)).await?;
        record_change(tx, context, step.occurrence, Some(&before), &after).await?;
        let view = ClientView::of(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// List a machine client's transitions
///
/// When it was disabled and enabled, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/clients/{id}/transitions")]
pub async fn list_client_transitions(
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
