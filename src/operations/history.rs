//! The history of a thing's states, as it is answered for every thing that has states.

use actix_web::HttpRequest;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::http::paging::{Pager, Place};
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;
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
    #[schema(format = Date, max_length = 10, example = "2025-07-01")]
    effective_on: NaiveDate,
    /// Why.
    #[schema(required, max_length = 1000, pattern = r"^[^\x00]*$", example = "Sắp xếp lại tổ chức (mẫu)")]
    reason: Option<String>,
    /// Who did it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    actor_id: Uuid,
    /// When it was done.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2025-06-20T08:00:00.000000+07:00")]
    occurred_at: LocalTime,
}

/// A page of transitions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitionPage {
    /// The transitions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<TransitionRecord>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// A page of the steps of one thing; whether the caller sees the thing was asked before.
///
/// # Errors
/// As [`Pager::begin`]; a [`Problem`] of the database.
pub async fn page_of(
    request: &HttpRequest,
    state: &State,
    subject_id: Uuid,
    (cursor, limit): (Option<&str>, Option<i64>),
) -> Result<Answer, Problem> {
    let pager = Pager::begin(&state.cursors, format!("transitions {subject_id}"), cursor, limit)?;
    let after = pager.after_id()?;
    let rows = state
        .db
        .read(async |conn| transitions::list(conn, subject_id, after, pager.rows_to_fetch()).await)
        .await?;
    let by_id = |row: &Transition| Place { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(request, next_cursor.as_deref());
    let items = rows.into_iter().map(viewed).collect();
    Ok(Answer::ok(&TransitionPage { items, next_cursor })?.with_link(link))
}

/// The refusal of an action that is not possible now: it says where the thing stands and what is.
#[must_use]
pub fn not_now(
    action: impl ToString,
    status: impl ToString,
    allowed: impl IntoIterator<Item = &'static str>,
) -> Problem {
    let status = status.to_string();
    Problem::new(Code::invalid_transition)
        .with("action", action)
        .with("status", &status)
        .member("currentStatus", status)
        .member("allowedActions", allowed.into_iter().collect::<Vec<_>>())
}

fn viewed(row: Transition) -> TransitionRecord {
    TransitionRecord {
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
