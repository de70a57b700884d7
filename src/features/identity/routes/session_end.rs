//! What belongs to the end of sessions, whoever ends them.

use uuid::Uuid;

use super::recorded::record_sessions;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::identity::store;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Ends all sessions of a user, and records it; answers their ids.
pub(super) async fn end_all_sessions(
    tx: &mut Connection,
    context: &ChangeContext,
    user_id: Uuid,
) -> Result<Vec<Uuid>, db::Error> {
    let ended = store::end_sessions_of(tx, user_id, context.at).await?;
    record_sessions(tx, context, Occurrence::SessionEnded, &ended).await?;
    Ok(ended)
}

/// Makes this process refuse the access tokens of ended sessions at once, and wakes the sequencer.
pub(super) async fn forget_sessions(state: &State, session_ids: impl IntoIterator<Item = Uuid>) {
    for session_id in session_ids {
        state.authenticator.forget(session_id).await;
    }
    state.committed.notify_one();
}
