//! Open sessions: their users, and those who manage these users, list and end them.

use actix_web::{HttpRequest, delete, get, web};

use super::recorded::record_sessions;
use super::session_end::forget_sessions;
use super::session_view::{SessionView, answer_sessions};
use super::users::access::require_manageable;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::change::{Change, context};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Sign out
///
/// Ends the session of the access token: neither its access tokens nor its refresh token work any longer.
#[utoipa::path(responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
pub async fn end_current_session(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
) -> Result<Answer, Problem> {
    let (session_id, context) = (caller.session_id, context(&request, &state.clock, Some(&caller)));
    state
        .db
        .transaction(async |tx: &mut Connection| {
            if store::end_session(tx, session_id, context.at).await? {
                record_sessions(tx, &context, Occurrence::SessionEnded, &[session_id]).await?;
            }
            Ok::<_, Problem>(())
        })
        .await?;
    forget_sessions(&state, [session_id]).await;
    Ok(Answer::no_content())
}

/// List my sessions
///
/// Every open session of the caller, the newest first, with the client that opened it.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/sessions")]
pub async fn list_sessions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    answer_sessions(&page, &state, &caller, caller.user_id).await
}

/// End a session
///
/// A session of the caller, or of a user they manage: neither its access tokens nor its refresh token work any
/// longer.
#[utoipa::path(responses((status = 204, description = "Ended")))]
#[delete("/sessions/{id}")]
pub async fn end_session(change: Change, path: Parameters<ById>) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let user_id = store::user_of_open_session(tx, id, context.at).await?;
        if user_id == change.caller.user_id {
            return Ok(());
        }
        // A caller who may not end a session does not learn that it exists.
        let permitted = require_manageable(tx, &change.caller, user_id, context.today).await;
        permitted.map_err(Problem::hide)
    };
    let effect = async |tx: &mut Connection| {
        // Somebody else may have ended it since it was found open.
        if store::end_session(tx, id, context.at).await? {
            record_sessions(tx, context, Occurrence::SessionEnded, &[id]).await?;
        }
        change.forget_after_commit(&[id]);
        Ok(Answer::no_content())
    };
    change.run_without_idempotency(permit, effect).await
}
