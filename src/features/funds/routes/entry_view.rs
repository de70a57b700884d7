//! What an entry of a fund looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::funds::rules::FundEntryKind;
use crate::features::funds::store::{self, FundEntry};

/// An entry of a fund.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FundEntry)]
pub struct FundEntryView {
    /// The entry's id.
    #[schema(example = "01980000-0000-7000-8000-000000451001")]
    pub id: Uuid,
    /// What it is.
    #[schema(example = "PAYMENT")]
    kind: FundEntryKind,
    /// How much, in VND; below 0 where it reverses another, and where a fund was given less.
    #[schema(minimum = -1_000_000_000_000_000_i64, maximum = 1_000_000_000_000_000_i64, example = 1_080_000)]
    amount: i64,
    /// The award that it is for.
    #[schema(required, example = "01980000-0000-7000-8000-0000003f0102")]
    award_id: Option<Uuid>,
    /// The decision whose awards were paid together.
    #[schema(required, example = json!(null))]
    decision_id: Option<Uuid>,
    /// The entry that it reverses.
    #[schema(required, example = json!(null))]
    reverses_id: Option<Uuid>,
    /// The entry by which it was reversed.
    #[schema(required, example = json!(null))]
    reversed_by_id: Option<Uuid>,
    /// The day on which the money moved.
    #[schema(example = "2024-02-05")]
    entered_on: NaiveDate,
    /// The paper that shows it, as a registered document.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// What else is to be said.
    #[schema(required, max_length = 1000, format = "text", example = "Phiếu chi số 12 (mẫu)")]
    note: Option<String>,
    /// Who recorded it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When.
    created_at: LocalTime,
}

impl FundEntryView {
    /// Entries, each with the one by which it was reversed.
    pub(super) async fn list(conn: &Connection, entries: Vec<FundEntry>) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = entries.iter().map(|entry| entry.id).collect();
        let reversals: HashMap<Uuid, Uuid> = store::list_reversals(conn, &ids).await?.into_iter().collect();
        let view = |entry: FundEntry| Self {
            id: entry.id,
            kind: entry.kind,
            amount: entry.amount,
            award_id: entry.award_id,
            decision_id: entry.decision_id,
            reverses_id: entry.reverses_id,
            reversed_by_id: reversals.get(&entry.id).copied(),
            entered_on: entry.entered_on,
            document_id: entry.document_id,
            note: entry.note,
            created_by: entry.created_by,
            created_at: local(entry.created_at),
        };
        Ok(entries.into_iter().map(view).collect())
    }

    /// One entry.
    pub(super) async fn of(conn: &Connection, entry: FundEntry) -> Result<Self, db::Error> {
        Self::list(conn, vec![entry]).await?.pop().ok_or(db::Error::NotFound)
    }
}
