//! Continuing a session.

use actix_web::{HttpRequest, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::client::client_of;
use super::recorded::record_sessions;
use super::security_log::log_refused_attempt;
use super::session_end::forget_sessions;
use super::session_tokens::{SessionTokens, answer_tokens, hash_of};
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::identity::rules::{RefreshVerdict, judge_refresh};
use crate::features::identity::store;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::context;
use crate::operations::state::State;
use crate::record::Occurrence;

/// What continues a session.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshRequest {
    /// The newest refresh token of the session.
    #[schema(
        min_length = 43,
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "jD8qZ1c0mU5oWn3rT7yXk2Lb9aVf6hGpQe4iSuNw1Mc"
    )]
    refresh_token: String,
}

/// Continue a session
///
/// Takes the newest refresh token and returns the next pair. A token that was used before ends the session, unless the
/// client repeats it within ten seconds because the answer was lost.
#[utoipa::path(request_body = RefreshRequest,
    responses((status = 201, body = SessionTokens, description = "Continued", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::session_ended]))))]
#[post("/sessions/refreshes")]
pub async fn refresh_session(
    request: HttpRequest,
    state: web::Data<State>,
    input: Json<RefreshRequest>,
) -> Result<Answer, Problem> {
    let presented = input.0.refresh_token;
    let next = crypto::to_text(&state.refresh_key.sign(presented.as_bytes()));
    let context = context(&request, &state.clock, None);
    let outcome = state
        .db
        .transaction(async |tx: &mut Connection| refresh(tx, &context, &presented, &next).await)
        .await?;
    if let RefreshOutcome::Stolen(session_id) = outcome {
        forget_sessions(&state, [session_id]).await;
    }
    let RefreshOutcome::Continued(session_id, user_id) = outcome else {
        log_refused_attempt(&context, None, &client_of(&request, &state), Code::session_ended);
        return Err(Problem::new(Code::session_ended));
    };
    answer_tokens(&state, (user_id, session_id), next, context.at)
}

/// The outcome of a refresh.
enum RefreshOutcome {
    /// The session goes on: its id and its user's.
    Continued(Uuid, Uuid),
    /// Somebody has a copy of the token: the session is ended.
    Stolen(Uuid),
    /// The session is over, or there is none.
    Over,
}

async fn refresh(
    tx: &mut Connection,
    context: &ChangeContext,
    presented: &str,
    next: &str,
) -> Result<RefreshOutcome, Problem> {
    let found = store::lock_refresh_token(tx, &hash_of(presented), &hash_of(next)).await?;
    let Some((session_id, user_id, token)) = found else { return Ok(RefreshOutcome::Over) };
    match judge_refresh(&token, context.at) {
        RefreshVerdict::Rotate => {
            store::use_refresh_token(tx, &hash_of(presented), context.at).await?;
            store::add_refresh_token(tx, session_id, &hash_of(next), context.at).await?;
            Ok(RefreshOutcome::Continued(session_id, user_id))
        }
        RefreshVerdict::Repeat => Ok(RefreshOutcome::Continued(session_id, user_id)),
        RefreshVerdict::Stolen => {
            store::end_session(tx, session_id, context.at).await?;
            record_sessions(tx, context, Occurrence::SessionEnded, &[session_id]).await?;
            Ok(RefreshOutcome::Stolen(session_id))
        }
        RefreshVerdict::Over => Ok(RefreshOutcome::Over),
    }
}
