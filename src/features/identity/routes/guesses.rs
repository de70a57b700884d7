//! Spending guesses at passwords.

use chrono::{DateTime, Utc};

use crate::db::Connection;
use crate::features::identity::rules::guesses::Bucket;
use crate::features::identity::store;
use crate::http::{Code, Problem};
use crate::operations::state::State;

/// Spends a guess from each of the budgets, in their order.
///
/// # Errors
/// 429 with the time to wait where a budget has none left.
pub(super) async fn spend_guesses(
    state: &State,
    buckets: &[Bucket<'_>],
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let wait = state
        .db
        .transaction(async |tx: &mut Connection| {
            for bucket in buckets {
                if let Err(wait) = store::spend_guess(tx, *bucket, now).await? {
                    return Ok::<_, Problem>(Some(wait));
                }
            }
            Ok(None)
        })
        .await?;
    match wait {
        None => Ok(()),
        Some(wait) => {
            let seconds = wait.num_seconds() + 1;
            let problem = Problem::new(Code::too_many_guesses).with("seconds", seconds);
            Err(problem.header("Retry-After", seconds))
        }
    }
}
