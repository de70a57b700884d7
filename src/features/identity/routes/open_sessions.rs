//! Open sessions: listed and ended by their user, or by an administrator of the user.

use actix_web::{HttpRequest, delete, get, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ended_sessions::forget_sessions;
use super::recorded::record_session;
use super::users::access::require_manager;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::identity::store::{self, Session};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, context};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::record::Occurrence;

/// A session that is open.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub struct SessionView {
    /// The session's id.
    #[schema(example = "01980000-0000-7000-8000-0000000000d1")]
    id: Uuid,
    /// Whether it is the one that asks.
    #[schema(example = true)]
    is_current: bool,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-11-23T08:00:00.000000+07:00")]
    created_at: LocalTime,
    /// When it was continued last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-11-23T09:30:00.000000+07:00")]
    continued_at: LocalTime,
    /// When it ends at the latest.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-11-23T20:00:00.000000+07:00")]
    expires_at: LocalTime,
    /// The address from which it was opened.
    #[schema(required, max_length = 45, pattern = "^[0-9A-Fa-f.:]+$", example = "203.0.113.7")]
    address: Option<String>,
    /// What the client that opened it calls itself.
    #[schema(
        required,
        max_length = 200,
        format = "text",
        example = "Mozilla/5.0 (X11; Linux x86_64) Chromium/156"
    )]
    client: Option<String>,
}

/// Sign out
///
/// Ends the session of the access token: its access tokens and its refresh token stop working.
#[utoipa::path(responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
pub async fn end_current_session(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
) -> Result<Answer, Problem> {
    let context = context(&request, &state.clock, Some(&caller));
    state
        .db
        .transaction(async |tx: &mut Connection| {
            if store::end_session(tx, caller.session_id, context.at).await? {
                record_session(tx, &context, Occurrence::SessionEnded, caller.session_id).await?;
            }
            Ok::<_, Problem>(())
        })
        .await?;
    forget_sessions(&state, [caller.session_id]).await;
    Ok(Answer::no_content())
}

/// List my sessions
///
/// Every open session of the caller, the last opened first, with where it was opened.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/sessions")]
pub async fn list_sessions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    sessions_page(&page, &state, &caller, caller.user_id).await
}

/// A page of a user's sessions.
pub(super) async fn sessions_page(
    page: &PageRequest,
    state: &State,
    caller: &Caller,
    user_id: Uuid,
) -> Result<Answer, Problem> {
    let (before, now) = (page.after_id()?, state.clock.now());
    let list = async |conn: &Connection| {
        store::open_sessions(conn, user_id, now, before, page.rows_to_fetch()).await
    };
    let view = |(session, continued_at): (Session, Option<DateTime<Utc>>)| SessionView {
        id: session.id,
        is_current: session.id == caller.session_id,
        created_at: local(session.created_at),
        continued_at: local(continued_at.unwrap_or(session.created_at)),
        expires_at: local(session.expires_at),
        address: session.client.client_address,
        client: session.client.client_name,
    };
    page.answer(state.db.read(list).await?, |(session, _)| Position::of_id(session.id), view)
}

/// End a session
///
/// One's own, or one of a user whom the caller manages: its access tokens and its refresh token stop working.
#[utoipa::path(responses((status = 204, description = "Ended")))]
#[delete("/sessions/{id}")]
pub async fn end_session(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let user_id = store::user_of_open_session(tx, id, context.at).await?;
        if user_id == change.caller.user_id {
            return Ok(());
        }
        let user = store::find_user(tx, user_id).await?;
        // Sessions that the caller may not end stay invisible.
        let permitted = require_manager(tx, &change.caller, &user, context.today).await;
        permitted.map_err(|problem| match problem.code {
            Code::forbidden => Problem::new(Code::not_found),
            _ => problem,
        })
    };
    let effect = async |tx: &mut Connection| {
        store::end_session(tx, id, context.at).await?;
        record_session(tx, context, Occurrence::SessionEnded, id).await?;
        Ok(Answer::no_content())
    };
    let answer = change.run_without_idempotency(permit, effect).await?;
    forget_sessions(&state, [id]).await;
    Ok(answer)
}
