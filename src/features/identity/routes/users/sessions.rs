//! The sessions of a user, for those who manage the user.

use actix_web::{delete, get, web};

use super::access::{find_visible, require_manageable};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::session_end::end_all_sessions;
use crate::features::identity::routes::session_view::{SessionView, answer_sessions};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// List a user's sessions
///
/// Every open session of the user, the newest first, with the client that opened it.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/users/{id}/sessions")]
pub async fn list_user_sessions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let find = async |tx: &mut Connection| find_visible(tx, &caller, id, today).await;
    state.db.transaction(find).await?;
    answer_sessions(&page, &state, &caller, id).await
}

/// End a user's sessions
///
/// Ends all of them at once: nobody can go on under this account without signing in again.
#[utoipa::path(responses((status = 204, description = "Ended")))]
#[delete("/users/{id}/sessions")]
pub async fn end_user_sessions(change: Change, path: Parameters<ById>) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| require_manageable(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let ended = end_all_sessions(tx, context, id).await?;
        change.forget_after_commit(&ended);
        Ok(Answer::no_content())
    };
    change.run_without_idempotency(permit, effect).await
}
