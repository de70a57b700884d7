//! What a fact looks like from outside.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db;
use crate::features::facts::rules::{FactDetails, FactKind};
use crate::features::facts::store::Fact;
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// A fact about a person, a unit or a household.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fact)]
pub struct FactView {
    /// The fact's id.
    #[schema(example = "01980000-0000-7000-8000-000000370001")]
    pub id: Uuid,
    /// Whom it is about.
    subject: SubjectReference,
    /// What kind of fact it is.
    #[schema(example = "TASK_RATING")]
    kind: FactKind,
    /// What it says, by kind.
    details: FactDetails,
    /// Where it is known from.
    #[schema(max_length = 500, format = "text", example = "Quyết định số 15/QĐ-SNV ngày 10/01/2026 (mẫu)")]
    source: String,
    /// The document it is known from, where that is registered.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
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

impl FactView {
    /// A fact among subjects that are known.
    ///
    /// # Errors
    /// Its details are not of its kind: a fault of ours.
    pub fn new(fact: Fact, known: &KnownSubjects) -> Result<Self, db::Error> {
        Ok(Self {
            id: fact.id,
            subject: known.reference(fact.subject()),
            kind: fact.kind,
            details: fact.says()?,
            source: fact.source,
            document_id: fact.document_id,
            written_by: fact.written_by,
            is_confirmed: fact.confirmed_by.is_some(),
            confirmed_by: fact.confirmed_by,
            confirmed_at: fact.confirmed_at.map(local),
            void_reason: fact.void_reason,
            version: fact.version,
            created_at: local(fact.created_at),
            updated_at: local(fact.updated_at),
        })
    }
}
