//! What a certificate looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::awards::store::Award;
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::certificates::rules::{CertificateReason, CertificateStatus};
use crate::features::certificates::store::Certificate;
use crate::operations::references::UnitReference;
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// A certificate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Certificate)]
pub struct CertificateView {
    /// The certificate's id.
    #[schema(example = "01980000-0000-7000-8000-000000440001")]
    pub id: Uuid,
    /// The unit in whose register it has its number.
    unit: UnitReference,
    /// The year of the register.
    #[schema(minimum = 1945, maximum = 2100, example = 2024)]
    year: i32,
    /// Its number in the register of the year.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    number: i32,
    /// Where it is.
    #[schema(example = "HANDED_OVER")]
    status: CertificateStatus,
    /// Why it was issued.
    #[schema(example = "FIRST")]
    reason: CertificateReason,
    /// The one in whose place it stands.
    #[schema(required, example = json!(null))]
    replaces_id: Option<Uuid>,
    /// Why it was issued anew, in words.
    #[schema(required, max_length = 1000, format = "text", example = json!(null))]
    explanation: Option<String>,
    /// The award.
    #[schema(example = "01980000-0000-7000-8000-0000003f0101")]
    award_id: Uuid,
    /// What it is called.
    award: AwardReference,
    /// To whom it was given.
    subject: SubjectReference,
    /// The name that it says.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    printed_name: String,
    /// The decision.
    #[schema(example = "01980000-0000-7000-8000-0000003f0001")]
    decision_id: Uuid,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "text", example = "15/QĐ-SNV")]
    decision_number: String,
    /// When it was issued.
    #[schema(example = "2024-01-17")]
    issued_on: NaiveDate,
    /// When it was handed over.
    #[schema(required, example = "2024-01-20")]
    handed_over_on: Option<NaiveDate>,
    /// At which event.
    #[schema(
        required,
        max_length = 300,
        format = "text",
        example = "Hội nghị tổng kết công tác năm 2023 (mẫu)"
    )]
    occasion: Option<String>,
    /// Who received it for the recipient.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    received_by: Option<String>,
    /// When it came back after the award was revoked.
    #[schema(required, example = json!(null))]
    returned_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl CertificateView {
    /// Certificates as a list shows them.
    pub async fn list(
        conn: &Connection,
        rows: Vec<(Certificate, Award)>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let known = KnownSubjects::find(conn, rows.iter().map(|(_, award)| award.subject()), today).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|(own, _)| own.unit_id), today).await?;
        let names =
            AwardReferences::find(conn, rows.iter().map(|(_, award)| award.award_code.clone())).await?;
        let view = |(own, award): (Certificate, Award)| Self {
            id: own.id,
            unit: units.get(own.unit_id),
            year: own.year,
            number: own.number,
            status: own.situation(&award).status(),
            reason: own.reason,
            replaces_id: own.replaces_id,
            explanation: own.explanation,
            award_id: own.award_id,
            award: names.get(&award.award_code),
            subject: known.reference(award.subject()),
            printed_name: own.printed_name,
            decision_id: own.decision_id,
            decision_number: award.decision_number,
            issued_on: own.issued_on,
            handed_over_on: own.handed_over_on,
            occasion: own.occasion,
            received_by: own.received_by,
            returned_on: own.returned_on,
            version: own.version,
            created_at: local(own.created_at),
            updated_at: local(own.updated_at),
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// One certificate.
    pub async fn of(
        conn: &Connection,
        own: (Certificate, Award),
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        Self::list(conn, vec![own], today).await?.pop().ok_or(db::Error::NotFound)
    }
}
