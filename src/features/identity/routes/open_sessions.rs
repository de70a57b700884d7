//! Open sessions: listed and ended, by their user or by who keeps the user.

use actix_web::{HttpRequest, delete, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::users::require_keeper;
use super::{forget, record_session};
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::identity::store;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, context};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which session.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SessionParameters {
    /// The session's id.
    #[param(example = "01980000-0000-7000-8000-0000000000d1")]
    id: Uuid,
}

/// Which page of one's own sessions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OwnSessions {
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most sessions a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

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

/// A page of sessions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionPage {
    /// The sessions, the last opened first.
    #[schema(max_items = 200)]
    items: Vec<SessionView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

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
    forget(&state, [caller.session_id]).await;
    Ok(Answer::no_content())
}

/// List my sessions
///
/// Every open session of the caller, the last opened first, with what it was opened from.
#[utoipa::path(params(OwnSessions),
    responses((status = 200, body = SessionPage, description = "A page of sessions", headers(("Link" = String)))))]
#[get("/sessions")]
pub async fn list_sessions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<OwnSessions>,
) -> Result<Answer, Problem> {
    let OwnSessions { cursor, limit } = parameters.0;
    sessions_of(&request, &state, &caller, caller.user_id, (cursor.as_deref(), limit)).await
}

/// A page of a user's sessions.
pub(super) async fn sessions_of(
    request: &HttpRequest,
    state: &State,
    caller: &Caller,
    user_id: Uuid,
    (cursor, limit): (Option<&str>, Option<i64>),
) -> Result<Answer, Problem> {
    let pager = Pager::begin(&state.cursors, format!("sessions {user_id}"), cursor, limit)?;
    let (before, now) = (pager.after_id()?, state.clock.now());
    let rows = state
        .db
        .read(async |conn| store::open_sessions(conn, user_id, now, before, pager.rows_to_fetch()).await)
        .await?;
    let (rows, next_cursor) =
        pager.page(rows, |(session, _)| Position { key: String::new(), id: session.id.to_string() });
    let items = rows.into_iter().map(|(session, continued_at)| SessionView {
        id: session.id,
        is_current: session.id == caller.session_id,
        created_at: local(session.created_at),
        continued_at: local(continued_at.unwrap_or(session.created_at)),
        expires_at: local(session.expires_at),
        address: session.client.client_address,
        client: session.client.client_name,
    });
    let items = items.collect();
    let link = state.next_link(request, next_cursor.as_deref());
    Ok(Answer::ok(&SessionPage { items, next_cursor })?.with_link(link))
}

/// End a session
///
/// One's own, or one of a user whom the caller keeps: neither its access tokens nor its refresh token work any longer.
#[utoipa::path(params(SessionParameters),
    responses((status = 204, description = "Ended")))]
#[delete("/sessions/{id}")]
pub async fn end_session(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<SessionParameters>,
) -> Result<Answer, Problem> {
    let (id, context) = (parameters.0.id, &change.context);
    let permit = async |tx: &mut Connection| {
        let user_id = store::user_of_open_session(tx, id, context.at).await?;
        if user_id == change.caller.user_id {
            return Ok(());
        }
        let user = store::find_user(tx, user_id).await?;
        // Whose sessions one may not end, of them one learns nothing.
        let kept = require_keeper(tx, &change.caller, &user, context.today).await;
        kept.map_err(|problem| match problem.code {
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
    forget(&state, [id]).await;
    Ok(answer)
}
