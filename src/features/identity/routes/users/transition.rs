//! Disabling and enabling a user, and the history of it.

use super::access::{find_visible, require_administrator_left, require_manageable, require_other_account};
use super::view::{UserView, find_view};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::session_end::end_all_sessions;
use crate::features::identity::rules::{UserAction, UserLife, UserStatus};
use crate::features::identity::store::{self, User};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;
use actix_web::{get, post, web};

/// Disable or enable a user
///
/// DISABLE ends every session and refuses every sign-in, within a second on every server; roles stay as they are. ENABLE
/// lets the user sign in again. Nobody can disable or enable their own account.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<UserAction>,
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::own_account, Code::last_administrator]))))]
#[post("/users/{id}/transitions")]
pub async fn transition_user(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<UserAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let (caller, reason) = (&change.caller, input.reason.as_deref());
    let permit = async |tx: &mut Connection| {
        require_manageable(tx, caller, id, context.today).await?;
        require_other_account(caller, id)
    };
    let effect = async |tx: &mut Connection| {
        store::lock_administrators(tx).await?;
        let user = store::lock_user(tx, id).await?;
        let life = UserLife { status: user.status, is_own: id == caller.user_id };
        let step = next_step(&life, input.action, reason)?;
        if_match.check(user.version)?;
        let after = User { status: step.to, ..user.clone() };
        if after.status == UserStatus::Disabled {
            require_administrator_left(tx, context, id).await?;
        }
        store::change_user(tx, &after, context.at).await?;
        let ended = match after.status {
            UserStatus::Disabled => end_all_sessions(tx, context, id).await?,
            UserStatus::Active => Vec::new(),
        };
        record_step(tx, context, step, id, (context.today, reason)).await?;
        record_change(tx, context, step.occurrence, Some(&user), &after).await?;
        change.forget_after_commit(&ended);
        let view = find_view(tx, caller.user_id, id, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// List a user's transitions
///
/// When the user was disabled and enabled, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/users/{id}/transitions")]
pub async fn list_user_transitions(
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
