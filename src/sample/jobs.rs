//! A job of the sample that failed too often, so that the list of dead jobs can be tried.

use serde_json::json;

use super::ids::{id, on};
use super::users::ADMIN;
use crate::db::Connection;
use crate::http::Problem;
use crate::record::jobs::{JobKind, MOST_ATTEMPTS};
use crate::record::jobs::{NewJob, Outcome, claim, enqueue, finish};

/// The last part of the id of the job.
const DEAD_JOB: u128 = 0x2500;
const WANTED_AT: &str = "2023-06-22T00:00:00Z";
const ERROR: &str = "Mất kết nối cơ sở dữ liệu (mẫu)";

/// The reminders of a morning fail time and again.
pub async fn dead_job(tx: &mut Connection) -> Result<(), Problem> {
    let now = on(WANTED_AT, ADMIN)?.at;
    let job = NewJob {
        id: id(DEAD_JOB),
        kind: JobKind::SendReminders,
        payload: json!({"day": "2023-06-22"}),
        dedupe_key: Some("2023-06-22".to_owned()),
        run_at: now,
        created_by: None,
    };
    enqueue(tx, &job, now).await?;
    for attempt in 1..=MOST_ATTEMPTS {
        let Some(taken) = claim(tx, JobKind::ALL, id(DEAD_JOB), now).await? else { break };
        let outcome = match attempt {
            MOST_ATTEMPTS => Outcome::Dead(ERROR.to_owned()),
            _ => Outcome::Again(now, ERROR.to_owned()),
        };
        finish(tx, &taken, &outcome, now).await?;
    }
    Ok(())
}
