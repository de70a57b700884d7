//! The sessions of a user, for administrators.

use actix_web::{delete, get, web};

use super::access::{require_manager, require_sight};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::ended_sessions::{end_sessions, forget_sessions};
use crate::features::identity::routes::open_sessions::{SessionView, sessions_page};
use crate::features::identity::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// List a user's sessions
///
/// Every open session of the user, the last opened first, with where it was opened.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/users/{id}/sessions")]
pub async fn list_user_sessions(
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
    sessions_page(&page, &state, &caller, id).await
}

/// End a user's sessions
///
/// All of them at once: nobody continues under this account without signing in again.
#[utoipa::path(responses((status = 204, description = "Ended")))]
#[delete("/users/{id}/sessions")]
pub async fn end_user_sessions(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_manager(tx, &change.caller, &user, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let ended = end_sessions(tx, context, id).await?;
        forget_sessions(&state, ended).await;
        Ok(Answer::no_content())
    };
    change.run_without_idempotency(permit, effect).await
}
