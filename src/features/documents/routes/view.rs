//! What a document looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::documents::rules::{DocumentFile, Urgency};
use crate::features::documents::store::Document;

/// A reference to an official document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Document)]
pub struct DocumentView {
    /// The document's id here; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000310")]
    id: Uuid,
    /// The printed name of its type.
    #[serde(rename = "type")]
    #[schema(required, max_length = 100, format = "text", example = "Chỉ thị")]
    document_type: Option<String>,
    /// Who issued it.
    #[schema(required, max_length = 200, format = "text", example = "Chủ tịch UBND tỉnh")]
    issuer_name: Option<String>,
    /// The issuer's agency code.
    #[schema(required, max_length = 35, format = "text", example = json!(null))]
    issuer_code: Option<String>,
    /// The digits before the first separator.
    #[schema(required, max_length = 11, format = "text", example = "02")]
    number: Option<String>,
    /// The sign without number and year.
    #[schema(required, max_length = 30, format = "text", example = "CT-UBND")]
    notation: Option<String>,
    /// The year of issue.
    #[schema(required, minimum = 1900, maximum = 2999, example = 2023)]
    year: Option<i32>,
    /// Number and sign as printed.
    #[schema(required, max_length = 60, format = "text", example = "02/CT-UBND")]
    display: Option<String>,
    /// The day of issue.
    #[schema(required, example = "2023-01-13")]
    issued_on: Option<NaiveDate>,
    /// What it is about.
    #[schema(
        required,
        max_length = 2000,
        format = "text",
        example = "phát động thi đua thực hiện thắng lợi mục tiêu, nhiệm vụ năm 2023"
    )]
    subject: Option<String>,
    /// Who signed.
    #[schema(required, max_length = 100, format = "text", example = json!(null))]
    signer_name: Option<String>,
    /// The signer's position.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    signer_position: Option<String>,
    /// On whose behalf.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    signer_authority: Option<String>,
    /// How urgent it is.
    urgency: Urgency,
    /// Where it can be read.
    #[schema(required, max_length = 2048, format = "text", example = json!(null))]
    link: Option<String>,
    /// Its files, wherever they are kept.
    #[schema(max_items = 50, example = json!([]))]
    files: Vec<DocumentFile>,
    /// Whether this caller may correct it.
    #[schema(example = true)]
    may_change: bool,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was registered.
    created_at: LocalTime,
    /// When it was corrected last.
    updated_at: LocalTime,
}

impl DocumentView {
    /// The document for a caller who may change it or not.
    #[must_use]
    pub fn new(document: Document, may_change: bool) -> Self {
        Self {
            id: document.id,
            document_type: document.document_type,
            issuer_name: document.issuer_name,
            issuer_code: document.issuer_code,
            number: document.number,
            notation: document.notation,
            year: document.year,
            display: document.display,
            issued_on: document.issued_on,
            subject: document.subject,
            signer_name: document.signer_name,
            signer_position: document.signer_position,
            signer_authority: document.signer_authority,
            urgency: document.urgency,
            link: document.link,
            files: document.files.0,
            may_change,
            version: document.version,
            created_at: local(document.created_at),
            updated_at: local(document.updated_at),
        }
    }
}
