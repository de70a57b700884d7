//! What a request for an opinion looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::catalogue::rules::OpinionBody;
use crate::features::nominations::rules::{OpinionAction, OpinionLife, OpinionStatus};
use crate::features::nominations::store::OpinionRequest;
use crate::operations::life_cycle::allowed_actions;

/// A request for an opinion on a nomination at a stage.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpinionRequest)]
pub struct OpinionRequestView {
    /// The request's id.
    #[schema(example = "01980000-0000-7000-8000-0000003d8201")]
    id: Uuid,
    /// The nomination it is about.
    #[schema(example = "01980000-0000-7000-8000-0000003d0501")]
    nomination_id: Uuid,
    /// What kind of body is asked.
    #[schema(example = "CONSULTED_BODY")]
    body: OpinionBody,
    /// Who is asked.
    #[schema(max_length = 200, format = "text", example = "Công an tỉnh")]
    addressee: String,
    /// Why: law and article, or in words.
    #[schema(max_length = 1000, format = "text", example = "Nghị định 152/2025/NĐ-CP, Điều 34")]
    ground: String,
    /// The letter by which it is asked.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// The day on which it is asked.
    #[schema(example = "2026-11-09")]
    asked_on: NaiveDate,
    /// The last day of the answer by the law of the day of receipt; null where no days are set.
    #[schema(required, example = "2026-11-23")]
    due_on: Option<NaiveDate>,
    /// Whether that day is over without an answer.
    #[schema(example = false)]
    is_overdue: bool,
    /// Whether one may go on without an answer when that day is over.
    #[schema(example = true)]
    allows_silence: bool,
    /// Its status.
    #[schema(example = "ASKED")]
    status: OpinionStatus,
    /// What the caller may do now.
    #[schema(max_items = 4, example = json!([]))]
    allowed_actions: Vec<OpinionAction>,
    /// The written answer.
    #[schema(required, example = json!(null))]
    answer_document_id: Option<Uuid>,
    /// The day of the answer, or on which one went on without it.
    #[schema(required, example = json!(null))]
    answered_on: Option<NaiveDate>,
    /// Whether the dossier came back and was sent again since: the opinion counts no more.
    #[schema(example = false)]
    is_superseded: bool,
    /// Who asked.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    asked_by: Uuid,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was written.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

/// The life of a request, for somebody who is or is not a writer of the nomination.
pub(super) fn life_of(row: &OpinionRequest, is_writer: bool, today: NaiveDate) -> OpinionLife {
    OpinionLife {
        status: row.status,
        is_writer,
        allows_silence: row.allows_silence,
        is_over: row.due_on.is_some_and(|due_on| due_on < today),
    }
}

impl OpinionRequestView {
    /// A request as somebody sees it.
    pub fn new(
        row: OpinionRequest,
        (is_writer, is_permitted): (bool, impl Fn(Permission) -> bool),
        today: NaiveDate,
    ) -> Self {
        let life = life_of(&row, is_writer, today);
        Self {
            is_overdue: row.status == OpinionStatus::Asked && life.is_over,
            allowed_actions: allowed_actions(&life, is_permitted),
            id: row.id,
            nomination_id: row.nomination_id,
            body: row.body,
            addressee: row.addressee,
            ground: row.ground,
            document_id: row.document_id,
            asked_on: row.asked_on,
            due_on: row.due_on,
            allows_silence: row.allows_silence,
            status: row.status,
            answer_document_id: row.answer_document_id,
            answered_on: row.answered_on,
            is_superseded: row.superseded_at.is_some(),
            asked_by: row.asked_by,
            version: row.version,
            created_at: local(row.created_at),
            updated_at: local(row.updated_at),
        }
    }
}
