//! What an initiative looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::initiatives::rules::{InitiativeKind, InitiativeLevel, InitiativeUse};
use crate::features::initiatives::store::{Authors, Initiative};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// An author with a share.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitiativeAuthor {
    /// The person.
    person: SubjectReference,
    /// The author's share in percent.
    #[schema(max_length = 22, format = "decimal", example = "60")]
    share: String,
}

/// An initiative.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RecognisedInitiative)]
pub struct InitiativeView {
    /// The initiative's id.
    #[schema(example = "01980000-0000-7000-8000-000000380001")]
    pub id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SK-2025-001")]
    code: String,
    /// Its title.
    #[schema(max_length = 500, format = "text", example = "Số hóa quy trình tiếp nhận hồ sơ (mẫu)")]
    title: String,
    /// What kind of achievement it is.
    #[schema(example = "INITIATIVE")]
    kind: InitiativeKind,
    /// How far its effect was recognised.
    #[schema(example = "PROVINCE")]
    level: InitiativeLevel,
    /// Who recognised it.
    #[schema(
        required,
        max_length = 200,
        format = "text",
        example = "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn"
    )]
    recognised_by: Option<String>,
    /// Number and sign of the decision.
    #[schema(required, max_length = 60, format = "text", example = "1201/QĐ-UBND")]
    decision_number: Option<String>,
    /// The day of the decision.
    #[schema(required, example = "2025-11-20")]
    decided_on: Option<NaiveDate>,
    /// The decision, where it is registered.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// The first day on which it was applied.
    #[schema(required, example = "2025-03-01")]
    applied_from: Option<NaiveDate>,
    /// The year it counts for.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// Who had it, the greatest share first.
    #[schema(max_items = 50)]
    authors: Vec<InitiativeAuthor>,
    /// For which awards its authors used it.
    #[schema(max_items = 200)]
    uses: Vec<InitiativeUse>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "text", example = "Quyết định số 1201/QĐ-UBND (mẫu)")]
    source: String,
    /// Who wrote it last.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    written_by: Uuid,
    /// Whether a second person confirmed it as it stands.
    #[schema(example = true)]
    is_confirmed: bool,
    /// Who confirmed it.
    #[schema(required, example = "01980000-0000-7000-8000-000000000002")]
    confirmed_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    confirmed_at: Option<LocalTime>,
    /// Why it does not count any more; null while it does.
    #[schema(required, max_length = 1000, format = "text", example = json!(null))]
    void_reason: Option<String>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was written first.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl InitiativeView {
    /// An initiative among people who are known.
    #[must_use]
    pub fn new(one: Initiative, Authors { authors, uses }: Authors, known: &KnownSubjects) -> Self {
        let author = |person_id| known.reference(Subject { kind: SubjectKind::Person, id: person_id });
        let authors = authors
            .into_iter()
            .map(|one| InitiativeAuthor { person: author(one.person_id), share: one.share.to_string() });
        Self {
            id: one.id,
            code: one.code,
            title: one.title,
            kind: one.kind,
            level: one.level,
            recognised_by: one.recognised_by,
            decision_number: one.decision_number,
            decided_on: one.decided_on,
            document_id: one.document_id,
            applied_from: one.applied_from,
            year: one.year,
            authors: authors.collect(),
            uses,
            source: one.source,
            written_by: one.written_by,
            is_confirmed: one.confirmed_by.is_some(),
            confirmed_by: one.confirmed_by,
            confirmed_at: one.confirmed_at.map(local),
            void_reason: one.void_reason,
            version: one.version,
            created_at: local(one.created_at),
            updated_at: local(one.updated_at),
        }
    }
}
