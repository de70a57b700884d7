//! The history of a thing's states, as it is answered for every thing that has states.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::Db;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::PageRequest;
use crate::record::transitions::{self, Transition};

/// A change of state that happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitionRecord {
    /// The transition's id.
    #[schema(example = "01980000-0000-7000-8000-0000000000c1")]
    id: Uuid,
    /// What was done.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "CLOSE")]
    action: String,
    /// The status before.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "ACTIVE")]
    from_status: String,
    /// The status after, on the day it was done.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "CLOSED")]
    to_status: String,
    /// The day from which it holds.
    #[schema(example = "2025-07-01")]
    effective_on: NaiveDate,
    /// Why.
    #[schema(required, max_length = 1000, pattern = r"^[^\x00]*$", example = "Sắp xếp lại tổ chức (mẫu)")]
    reason: Option<String>,
    /// Who did it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    actor_id: Uuid,
    /// When it was done.
    occurred_at: LocalTime,
}

/// A page of the steps of one thing, oldest first; whether the caller sees the thing was asked before.
pub async fn history_page(page: &PageRequest, db: &Db, subject_id: Uuid) -> Result<Answer, Problem> {
    let after = page.after_id()?;
    let rows = db.read(async |conn| transitions::list(conn, subject_id, after, page.read()).await).await?;
    page.answer(rows, |row| Position::of_id(row.id), TransitionRecord::from)
}

impl From<Transition> for TransitionRecord {
    fn from(row: Transition) -> Self {
        Self {
            id: row.id,
            action: row.action,
            from_status: row.from_status,
            to_status: row.to_status,
            effective_on: row.effective_on,
            reason: row.reason,
            actor_id: row.actor_id,
            occurred_at: local(row.occurred_at),
        }
    }
}
