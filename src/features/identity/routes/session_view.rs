//! What an open session looks like from outside, and the list of a user's open sessions.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::identity::store::{self, Session};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::PageRequest;
use crate::operations::state::State;

/// An open session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub struct SessionView {
    /// The session's id.
    #[schema(example = "01980000-0000-7000-8000-0000000000d1")]
    id: Uuid,
    /// Whether it is the session of this request.
    #[schema(example = true)]
    is_current: bool,
    /// When it was opened.
    created_at: LocalTime,
    /// When it was last continued.
    continued_at: LocalTime,
    /// When it ends at the latest.
    expires_at: LocalTime,
    /// The address from which it was opened.
    #[schema(required, max_length = 45, pattern = "^[0-9A-Fa-f.:]+$", example = "203.0.113.7")]
    address: Option<String>,
    /// The name that the client gave itself when it opened the session.
    #[schema(
        required,
        max_length = 200,
        format = "text",
        example = "Mozilla/5.0 (X11; Linux x86_64) Chromium/156"
    )]
    client: Option<String>,
}

impl SessionView {
    fn new(session: Session, continued_at: Option<DateTime<Utc>>, caller: &Caller) -> Self {
        Self {
            id: session.id,
            is_current: session.id == caller.session_id,
            created_at: local(session.created_at),
            continued_at: local(continued_at.unwrap_or(session.created_at)),
            expires_at: local(session.expires_at),
            address: session.client.client_address,
            client: session.client.client_name,
        }
    }
}

/// A page of a user's open sessions; whether the caller sees the user was asked before.
pub(super) async fn answer_sessions(
    page: &PageRequest,
    state: &State,
    caller: &Caller,
    user_id: Uuid,
) -> Result<Answer, Problem> {
    let (before, now) = (page.after_id()?, state.clock.now());
    let list = async |conn: &Connection| store::open_sessions(conn, user_id, now, before, page.read()).await;
    let view = |(session, continued_at)| SessionView::new(session, continued_at, caller);
    page.answer(state.db.read(list).await?, |(session, _)| Position::of_id(session.id), view)
}
