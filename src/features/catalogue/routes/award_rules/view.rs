//! How an award rule is answered.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::allows;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{
    AwardRuleAction, AwardRuleLife, Certainty, CommendationKind, Condition, RecipientKind, RuleSource,
    RuleStatus, RuleTransition,
};
use crate::features::catalogue::store::AwardRule;
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store as documents;
use crate::operations::life_cycle::allowed_actions;

/// A dated row of an award rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwardRule)]
pub struct AwardRuleView {
    /// The row's id.
    #[schema(example = "01980000-0000-7000-8000-000000003801")]
    pub id: Uuid,
    /// The rule's code; rows of other days and of the province share it.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_TINH_STANDARD")]
    code: String,
    /// The code of the award it is about.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_TINH")]
    award_code: String,
    /// Whom it is about.
    #[schema(example = "INDIVIDUAL")]
    recipient_kind: RecipientKind,
    /// The kinds of commendation it is about; all of them when there is none.
    #[schema(max_items = 7, example = json!([]))]
    commendation_kinds: Vec<CommendationKind>,
    /// What it asks, in the language of award rules.
    #[schema(example = json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 3, "endsIn": "SAME_YEAR"}))]
    condition: Condition,
    /// What it asks, in words.
    #[schema(max_length = 1000, format = "text", example = "Có 03 lần liên tục đạt Chiến sĩ thi đua cơ sở")]
    basis: String,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 22")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// Whether it is in force.
    #[schema(example = "IN_FORCE")]
    status: RuleStatus,
    /// Who wrote it.
    #[schema(example = "NATIONAL")]
    source: RuleSource,
    /// The first day of receipt it holds for.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for; null when there is no end.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// The day from which it has to be checked against its text again.
    #[schema(required, example = json!("2026-10-01"))]
    verify_after: Option<NaiveDate>,
    /// What happens to dossiers that were received before.
    #[schema(example = "EARLIER_ROW")]
    transition: RuleTransition,
    /// The document by which it was put in force; null for rows of a release.
    #[schema(required, example = json!(null))]
    document: Option<DocumentReference>,
    /// What the caller may do to it now.
    #[schema(max_items = 2, example = json!([]))]
    allowed_actions: Vec<AwardRuleAction>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

/// Rules with the documents that they name.
pub async fn views_of(
    conn: &Connection,
    caller: &Caller,
    rows: Vec<AwardRule>,
) -> Result<Vec<AwardRuleView>, db::Error> {
    let documents = documents::find_references(conn, rows.iter().filter_map(|row| row.document_id)).await?;
    let view = |row: AwardRule| {
        let life = AwardRuleLife { status: row.status, names_document: false };
        AwardRuleView {
            id: row.id,
            code: row.code,
            award_code: row.award_code,
            recipient_kind: row.recipient_kind,
            commendation_kinds: row.commendation_kinds.0,
            condition: row.condition,
            basis: row.basis,
            clause: row.clause,
            certainty: row.certainty,
            status: row.status,
            source: row.source,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            verify_after: row.verify_after,
            transition: row.transition,
            document: documents.find(row.document_id),
            allowed_actions: allowed_actions(&life, |permission| allows(&caller.grants, permission, &[])),
            version: row.version,
            updated_at: local(row.updated_at),
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// One rule with the document that it names.
pub async fn view_of(conn: &Connection, caller: &Caller, row: AwardRule) -> Result<AwardRuleView, db::Error> {
    let view = views_of(conn, caller, vec![row]).await?.pop();
    view.ok_or_else(|| db::Error::Unexpected("a rule without a view".to_owned()))
}
