//! What a submission looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::SubmissionAccess;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::nominations::routes::view::NominationSummary;
use crate::features::nominations::rules::{SubmissionAction, SubmissionLife, SubmissionStatus};
use crate::features::nominations::store::{self, Submission};
use crate::operations::item_refusals::ItemRefusal;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A submission in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionSummary {
    /// The submission's id.
    #[schema(example = "01980000-0000-7000-8000-0000003d8001")]
    pub id: Uuid,
    /// The unit that sends it.
    pub unit: UnitReference,
    /// What it is called.
    #[schema(max_length = 500, format = "text", example = "Đề nghị khen thưởng tổng kết năm 2025 (mẫu)")]
    title: String,
    /// Its status.
    #[schema(example = "SENT")]
    status: SubmissionStatus,
    /// How many nominations are in it.
    #[schema(format = "count", example = 2)]
    nomination_count: i64,
    /// The day on which it was sent.
    #[schema(required, example = "2026-11-04")]
    sent_on: Option<NaiveDate>,
    /// The day on which the level above received it: it picks the law.
    #[schema(required, example = json!(null))]
    received_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl SubmissionSummary {
    /// Submissions as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: &[Submission],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let counts = store::count_nominations(conn, &ids).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let summary = |row: &Submission| Self {
            id: row.id,
            unit: units.get(row.unit_id),
            title: row.title.clone(),
            status: row.status,
            nomination_count: counts
                .iter()
                .find(|(id, _)| *id == Some(row.id))
                .map_or(0, |(_, count)| *count),
            sent_on: row.sent_on,
            received_on: row.received_on,
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// A nomination that was not sent or returned with its submission.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionRefusal {
    /// The nomination.
    #[schema(example = "01980000-0000-7000-8000-0000003d0001")]
    pub nomination_id: Uuid,
    /// Why.
    pub refusal: ItemRefusal,
}

/// A submission.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Submission)]
pub struct SubmissionView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: SubmissionSummary,
    /// What the caller may do now.
    #[schema(max_items = 4, example = json!([]))]
    allowed_actions: Vec<SubmissionAction>,
    /// The letter (tờ trình) as a file of the unit.
    #[schema(required, example = json!(null))]
    letter_file_id: Option<Uuid>,
    /// The letter as a registered document.
    #[schema(required, example = "01980000-0000-7000-8000-0000000003f8")]
    letter_document_id: Option<Uuid>,
    /// The minutes (biên bản) as a file of the unit.
    #[schema(required, example = json!(null))]
    minutes_file_id: Option<Uuid>,
    /// The minutes as a registered document.
    #[schema(required, example = json!(null))]
    minutes_document_id: Option<Uuid>,
    /// How the unit's meeting voted.
    #[schema(required, max_length = 1000, format = "text", example = "9/9 người dự họp đồng ý (mẫu)")]
    vote: Option<String>,
    /// The nominations in it.
    #[schema(max_items = 200)]
    nominations: Vec<NominationSummary>,
    /// With a step: the nominations that it did not reach, each with the reason.
    #[schema(max_items = 200)]
    refused: Vec<SubmissionRefusal>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl SubmissionView {
    /// A submission as a caller sees it, after a step that did not reach some of its nominations.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        submission: Submission,
        refused: Vec<SubmissionRefusal>,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = SubmissionAccess::of(conn, caller, &submission, today).await?;
        let rows = std::slice::from_ref(&submission);
        let summary = SubmissionSummary::list(conn, rows, today).await?.pop().ok_or(db::Error::NotFound)?;
        let nominations = store::list_submitted(conn, submission.id).await?;
        let nominations: Vec<_> = nominations.into_iter().filter(|own| access.sees(own)).collect();
        let life = SubmissionLife {
            status: submission.status,
            is_writer: submission.writers.include(Some(caller.user_id)),
            has_letter: submission.has_letter(),
            has_nominations: nominations.iter().any(|own| own.status.is_open()),
        };
        Ok(Self {
            summary,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            letter_file_id: submission.letter_file_id,
            letter_document_id: submission.letter_document_id,
            minutes_file_id: submission.minutes_file_id,
            minutes_document_id: submission.minutes_document_id,
            vote: submission.vote,
            nominations: NominationSummary::list(conn, &nominations, today).await?,
            refused,
            created_by: submission.created_by,
            created_at: local(submission.created_at),
            updated_at: local(submission.updated_at),
        })
    }
}
