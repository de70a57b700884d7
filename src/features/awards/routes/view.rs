//! What an award of the register looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::awards::rules::{AwardOrigin, CommendationKind};
use crate::features::awards::store::Award;
use crate::operations::subjects::{SubjectNames, SubjectReference};

/// An award that was given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Award)]
pub struct AwardView {
    /// The award's id in the register.
    #[schema(example = "01980000-0000-7000-8000-000000390001")]
    pub id: Uuid,
    /// Where it comes from.
    #[schema(example = "EARLIER")]
    origin: AwardOrigin,
    /// To whom it was given.
    subject: SubjectReference,
    /// Its name as the decision printed it, or as a decision corrected it.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    recipient_name: String,
    /// Its code in the catalogue, as of the day of the decision.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    award_code: String,
    /// The year of the achievement, the last one of several.
    #[schema(minimum = 1945, maximum = 2100, example = 2024)]
    achievement_year: i32,
    /// The first day of the achievement's period, where the decision names one.
    #[schema(required, example = json!(null))]
    starts_on: Option<NaiveDate>,
    /// Its last day.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// The day of the decision.
    #[schema(example = "2025-01-15")]
    decided_on: NaiveDate,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "text", example = "21/QĐ-SNV")]
    decision_number: String,
    /// Who decided.
    #[schema(max_length = 200, format = "text", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    decided_by: String,
    /// The decision, where it is registered.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// On what ground it was given.
    #[schema(example = "MERIT")]
    commendation_kind: CommendationKind,
    /// The campaign it was given for.
    #[schema(required, example = json!(null))]
    campaign_id: Option<Uuid>,
    /// The achievement in words.
    #[schema(
        required,
        max_length = 2000,
        format = "text",
        example = "Hoàn thành xuất sắc nhiệm vụ năm 2024 (mẫu)"
    )]
    achievement: Option<String>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "text", example = "Hồ sơ khen thưởng lưu tại đơn vị (mẫu)")]
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
    /// The decision of this system that granted it; null of an award from before.
    #[schema(required, example = json!(null))]
    decision_id: Option<Uuid>,
    /// Since when it is revoked by a decision.
    #[schema(required, example = json!(null))]
    revoked_on: Option<NaiveDate>,
    /// Whether it does not count any more.
    #[schema(example = false)]
    is_voided: bool,
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

impl AwardView {
    /// An award of a subject whose name is known.
    #[must_use]
    pub fn new(award: Award, names: &SubjectNames) -> Self {
        let subject = names.reference(award.subject());
        Self {
            id: award.id,
            origin: award.origin,
            recipient_name: award.recipient_name.unwrap_or_else(|| subject.name.clone()),
            subject,
            award_code: award.award_code,
            achievement_year: award.achievement_year,
            starts_on: award.starts_on,
            ends_on: award.ends_before.and_then(|day| day.pred_opt()),
            decided_on: award.decided_on,
            decision_number: award.decision_number,
            decided_by: award.decided_by,
            document_id: award.document_id,
            commendation_kind: award.commendation_kind,
            campaign_id: award.campaign_id,
            achievement: award.achievement,
            source: award.source,
            written_by: award.written_by,
            is_confirmed: award.confirmed_by.is_some(),
            confirmed_by: award.confirmed_by,
            confirmed_at: award.confirmed_at.map(local),
            decision_id: award.decision_id,
            revoked_on: award.revoked_on,
            is_voided: award.void_reason.is_some(),
            void_reason: award.void_reason,
            version: award.version,
            created_at: local(award.created_at),
            updated_at: local(award.updated_at),
        }
    }
}
