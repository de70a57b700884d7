//! The sessions of a user, for who keeps the user.

use actix_web::{HttpRequest, delete, get, web};

use super::{PageOfUser, UserParameters, require_keeper, require_sight};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::open_sessions::{SessionPage, sessions_of};
use crate::features::identity::routes::{end_all, forget};
use crate::features::identity::store;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// List a user's sessions
///
/// Every open session of the user, the last opened first, with what it was opened from.
#[utoipa::path(params(PageOfUser),
    responses((status = 200, body = SessionPage, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/users/{id}/sessions")]
pub async fn list_user_sessions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfUser>,
) -> Result<Answer, Problem> {
    let PageOfUser { id, cursor, limit } = parameters.0;
    let today = state.clock.today();
    state
        .db
        .transaction(async |tx: &mut Connection| {
            let user = store::find_user(tx, id).await?;
            require_sight(tx, &caller, &user, today).await
        })
        .await?;
    sessions_of(&request, &state, &caller, id, (cursor.as_deref(), limit)).await
}

/// End a user's sessions
///
/// All of them at once: nobody goes on under this account without signing in again.
#[utoipa::path(params(UserParameters),
    responses((status = 204, description = "Ended")))]
#[delete("/users/{id}/sessions")]
pub async fn end_user_sessions(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<UserParameters>,
) -> Result<Answer, Problem> {
    let (id, context) = (parameters.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_keeper(tx, &change.caller, &user, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let ended = end_all(tx, context, id).await?;
        forget(&state, ended).await;
        Ok(Answer::no_content())
    };
    change.run_without_idempotency(permit, effect).await
}
