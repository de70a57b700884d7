//! Ending sessions.

use uuid::Uuid;

use super::recorded::record_session;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::identity::store;
use crate::http::Problem;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Ends every session of a user and records it; answers their ids.
pub async fn end_sessions(
    tx: &mut Connection,
    context: &ChangeContext,
    user_id: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let ended = store::end_sessions_of(tx, user_id, context.at).await?;
    for session in &ended {
        record_session(tx, context, Occurrence::SessionEnded, *session).await?;
    }
    Ok(ended)
}

/// Makes this process notice at once that sessions ended, and auditors soon.
pub async fn forget_sessions(state: &State, sessions: impl IntoIterator<Item = Uuid>) {
    for session in sessions {
        state.authenticator.forget(session).await;
    }
    state.committed.notify_one();
}
