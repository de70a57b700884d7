//! A document as it is stored.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::schema::documents;
use crate::features::documents::rules::{DocumentContent, DocumentFiles, DocumentReference, Urgency};
use crate::text_columns;

text_columns!(Urgency);

/// A document as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Document {
    pub id: Uuid,
    pub document_type: Option<String>,
    pub issuer_name: Option<String>,
    pub issuer_code: Option<String>,
    pub number: Option<String>,
    pub notation: Option<String>,
    pub year: Option<i32>,
    pub display: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub subject: Option<String>,
    pub signer_name: Option<String>,
    pub signer_position: Option<String>,
    pub signer_authority: Option<String>,
    pub urgency: Urgency,
    pub link: Option<String>,
    #[diesel(deserialize_as = Value)]
    pub files: DocumentFiles,
    pub is_draft: bool,
    pub registered_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub corrected_by: Option<Uuid>,
}

impl From<&Document> for DocumentReference {
    fn from(document: &Document) -> Self {
        let of = document.clone();
        let (id, document_type, number, notation) = (of.id, of.document_type, of.number, of.notation);
        let (display, subject, issued_on, issuer_name) =
            (of.display, of.subject, of.issued_on, of.issuer_name);
        CitedDocument { id, document_type, number, notation, display, subject, issued_on, issuer_name }.into()
    }
}

/// What is read of a document that other answers name.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = documents)]
pub(super) struct CitedDocument {
    id: Uuid,
    document_type: Option<String>,
    number: Option<String>,
    notation: Option<String>,
    display: Option<String>,
    subject: Option<String>,
    issued_on: Option<NaiveDate>,
    issuer_name: Option<String>,
}

impl From<CitedDocument> for DocumentReference {
    fn from(of: CitedDocument) -> Self {
        Self {
            id: of.id,
            document_type: of.document_type,
            display: printed_name(of.display, of.number.is_some(), of.subject),
            number: of.number,
            notation: of.notation,
            issued_on: of.issued_on,
            issuer_name: of.issuer_name,
        }
    }
}

/// Number and sign as printed; of a document without a number, its abstract.
fn printed_name<T>(display: Option<T>, is_numbered: bool, subject: Option<T>) -> Option<T> {
    display.or(subject.filter(|_| !is_numbered))
}

impl Document {
    /// What is known of it.
    #[must_use]
    pub fn content(&self) -> DocumentContent {
        let document = self.clone();
        DocumentContent {
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
        }
    }

    /// Who wrote it last.
    #[must_use]
    pub fn last_writer(&self) -> Uuid {
        self.corrected_by.unwrap_or(self.registered_by)
    }

    /// Number and sign as printed; of a document without a number, its abstract.
    #[must_use]
    pub fn printed_name(&self) -> Option<&str> {
        printed_name(self.display.as_deref(), self.number.is_some(), self.subject.as_deref())
    }
}
