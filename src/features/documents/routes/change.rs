//! Correcting a document.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::content::reconcile;
use super::view::DocumentView;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::documents::rules::{DocumentContent, DocumentFile, Urgency};
use crate::features::documents::store::{self, may_change};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::official_documents::reader::whole_sign;
use crate::operations::change::Change;

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentPatch {
    /// The printed name of its type.
    #[serde(rename = "type", default)]
    #[schema(value_type = Option<String>, max_length = 100, format = "line")]
    document_type: Patch<String>,
    /// Who issued it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    issuer_name: Patch<String>,
    /// The issuer's agency code.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 35, format = "line")]
    issuer_code: Patch<String>,
    /// Number and sign as printed; their parts follow from it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60, format = "line")]
    display: Patch<String>,
    /// The year of issue, where the day is not known.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1900, maximum = 2999)]
    year: Patch<i32>,
    /// The day of issue; the year follows from it.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    issued_on: Patch<NaiveDate>,
    /// What it is about.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000, format = "paragraphs")]
    subject: Patch<String>,
    /// Who signed.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100, format = "line")]
    signer_name: Patch<String>,
    /// The signer's position.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line", example = "Giám đốc")]
    signer_position: Patch<String>,
    /// On whose behalf.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    signer_authority: Patch<String>,
    /// How urgent it is.
    #[schema(nullable = false)]
    urgency: Option<Urgency>,
    /// Where it can be read: an address with http or https.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2048, pattern = r"^https?://[^\s\x00-\x1f]+$")]
    link: Patch<String>,
    /// Its files, all of them.
    #[schema(nullable = false, max_items = 50)]
    files: Option<Vec<DocumentFile>>,
}

impl DocumentPatch {
    fn apply(self, before: DocumentContent) -> DocumentContent {
        let text =
            |patch: Patch<String>, before: Option<String>| patch.map(|text| composed(&text)).apply(before);
        let keeps_sign = self.display.is_keep();
        let (number, notation) = if keeps_sign { (before.number, before.notation) } else { (None, None) };
        // The old year may have followed from the old day or number; a new one brings its own.
        let year_of_sign = before.display.as_deref().and_then(whole_sign).and_then(|sign| sign.year);
        let keeps_year = self.issued_on.is_keep() && (keeps_sign || year_of_sign != before.year);
        DocumentContent {
            document_type: text(self.document_type, before.document_type),
            issuer_name: text(self.issuer_name, before.issuer_name),
            issuer_code: text(self.issuer_code, before.issuer_code),
            number,
            notation,
            year: self.year.apply(before.year.filter(|_| keeps_year)),
            display: text(self.display, before.display),
            issued_on: self.issued_on.apply(before.issued_on),
            subject: text(self.subject, before.subject),
            signer_name: text(self.signer_name, before.signer_name),
            signer_position: text(self.signer_position, before.signer_position),
            signer_authority: text(self.signer_authority, before.signer_authority),
            urgency: self.urgency.unwrap_or(before.urgency),
            link: text(self.link, before.link),
            files: self.files.unwrap_or(before.files),
        }
    }
}

/// Correct a document
///
/// For the person who registered it, or an officer of the whole province: campaigns of other units may rest on it. Once a
/// launched campaign, an amendment or a reorganisation rests on it, only its link, files, urgency and issuer's code can
/// change; anything else needs a document of its own and an amendment.
#[utoipa::path(request_body(content = DocumentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = DocumentView, description = "The document afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::document_says_nothing, Code::unreadable_reference, Code::year_differs,
        Code::document_registered, Code::document_is_relied_on
    ]))))]
#[patch("/documents/{id}")]
pub async fn change_document(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<DocumentPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == DocumentPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let document = store::find(tx, id).await?;
        if may_change(&change.caller, &document) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    };
    let effect = async |tx: &mut Connection| {
        let mut document = store::lock_exclusive(tx, id).await?;
        if_match.check(document.version)?;
        let before = document.content();
        let after = reconcile(patch.clone().apply(before.clone()))?;
        if before != after {
            document = store::correct(tx, context, &document, &after).await??;
        }
        let version = document.version;
        Ok(Answer::ok(&DocumentView::new(document, true))?.with_etag(version))
    };
    change.run(permit, effect).await
}
