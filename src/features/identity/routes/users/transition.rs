//! Disabling and enabling a user.

use actix_web::{get, post, web};

use super::access::{require_manager, require_sight};
use super::view::{UserView, view_of};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::ended_sessions::{end_sessions, forget_sessions};
use crate::features::identity::rules::{UserAction, UserLife, UserStatus};
use crate::features::identity::store::{self, User};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::record::record_change;

/// Disable or enable a user
///
/// DISABLE ends every session and refuses every sign-in, within a second on every server; roles stay as they are.
/// ENABLE reverts that. Nobody changes the state of their own account.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<UserAction>,
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::own_account, Code::last_administrator]))))]
#[post("/users/{id}/transitions")]
pub async fn transition_user(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<UserAction>>,
) -> Result<Answer, Problem> {
    let (id, TransitionInput { action, reason }, context) = (path.0.id, input.0, &change.context);
    let today = context.today;
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_manager(tx, &change.caller, &user, today).await
    };
    let effect = async |tx: &mut Connection| {
        store::lock_administrators(tx).await?;
        let before = store::lock_user(tx, id).await?;
        let life = UserLife { status: before.status, is_own: change.caller.user_id == id };
        let step = next_step(&life, action, reason.as_deref())?;
        if_match.check(before.version)?;
        require_administrator_left(tx, &before, step.to, today).await?;
        let after = User { status: step.to, ..before.clone() };
        store::change_user(tx, &after, context.at).await?;
        let ended = match step.to {
            UserStatus::Disabled => end_sessions(tx, context, id).await?,
            UserStatus::Active => Vec::new(),
        };
        record_step(tx, context, step, id, (today, reason.as_deref())).await?;
        record_change(tx, context, step.occurrence, Some(&before), &after).await?;
        forget_sessions(&state, ended).await;
        let (view, version) = view_of(tx, change.caller.user_id, id, today).await?;
        Ok(Answer::ok(&view)?.with_etag(version))
    };
    change.run(permit, effect).await
}

/// Somebody must be left who can let others in.
async fn require_administrator_left(
    tx: &Connection,
    user: &User,
    after: UserStatus,
    today: chrono::NaiveDate,
) -> Result<(), Problem> {
    if after == UserStatus::Active || store::is_there_another_administrator(tx, user.id, today).await? {
        return Ok(());
    }
    Err(Problem::new(Code::last_administrator))
}

/// List a user's transitions
///
/// When the user was disabled and enabled, by whom and why, oldest first.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/users/{id}/transitions")]
pub async fn list_user_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state
        .db
        .transaction(async |tx: &mut Connection| {
            let user = store::find_user(tx, id).await?;
            require_sight(tx, &caller, &user, today).await
        })
        .await?;
    history_page(&page, &state.db, id).await
}
