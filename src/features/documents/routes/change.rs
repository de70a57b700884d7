//! Correcting a document.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::{DocumentParameters, may_change};
use super::view::DocumentView;
use super::{agreed, check_twin};
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::documents::rules::{Content, DocumentFile, Urgency};
use crate::features::documents::store;
use crate::http::input::{Json, Parameters, present};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::official_documents::reader::whole_sign;
use crate::operations::change::Change;

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentPatch {
    /// The printed name of its type.
    #[serde(rename = "type", default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 100, format = "line")]
    document_type: Option<Option<String>>,
    /// Who issued it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    issuer_name: Option<Option<String>>,
    /// The issuer's agency code.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 35, format = "line")]
    issuer_code: Option<Option<String>>,
    /// Number and sign as printed; their parts follow from it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 60, format = "line")]
    display: Option<Option<String>>,
    /// The year of issue, where the day is not known.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i32>, minimum = 1900, maximum = 2999)]
    year: Option<Option<i32>>,
    /// The day of issue; the year follows from it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>, format = Date, max_length = 10)]
    issued_on: Option<Option<NaiveDate>>,
    /// What it is about.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 2000, format = "paragraphs")]
    subject: Option<Option<String>>,
    /// Who signed.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 100, format = "line")]
    signer_name: Option<Option<String>>,
    /// The signer's position.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 200, format = "line", example = "Giám đốc")]
    signer_position: Option<Option<String>>,
    /// On whose behalf.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    signer_authority: Option<Option<String>>,
    /// How urgent it is.
    #[schema(nullable = false)]
    urgency: Option<Urgency>,
    /// Where it can be read: an address with http or https.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 2048, pattern = r"^https?://[^\s\x00-\x1f]+$")]
    link: Option<Option<String>>,
    /// Its files, all of them.
    #[schema(nullable = false, max_items = 50)]
    files: Option<Vec<DocumentFile>>,
}

impl DocumentPatch {
    fn applied(self, content: Content) -> Content {
        let text = |patch: Option<Option<String>>, own: Option<String>| match patch {
            Some(named) => named.map(|text| composed(&text)),
            None => own,
        };
        let day_named = self.issued_on.is_some();
        let (issued_on, year) = (self.issued_on.unwrap_or(content.issued_on), self.year);
        let number_named = self.display.is_some();
        // The old year may have followed from the old day or number; a new one brings its own.
        let of_number = content.display.as_deref().and_then(whole_sign).and_then(|sign| sign.year);
        let goes = day_named || (number_named && of_number == content.year);
        let parts = if number_named { (None, None) } else { (content.number, content.notation) };
        Content {
            document_type: text(self.document_type, content.document_type),
            issuer_name: text(self.issuer_name, content.issuer_name),
            issuer_code: text(self.issuer_code, content.issuer_code),
            number: parts.0,
            notation: parts.1,
            year: year.unwrap_or(if goes { None } else { content.year }),
            display: text(self.display, content.display),
            issued_on,
            subject: text(self.subject, content.subject),
            signer_name: text(self.signer_name, content.signer_name),
            signer_position: text(self.signer_position, content.signer_position),
            signer_authority: text(self.signer_authority, content.signer_authority),
            urgency: self.urgency.unwrap_or(content.urgency),
            link: text(self.link, content.link),
            files: self.files.unwrap_or(content.files),
        }
    }
}

/// Correct a document
///
/// Only whoever registered it, or an officer of the whole province: campaigns of other units may rest on it. Once a
/// launched campaign, an amendment or a reorganisation rests on it, only its link, files, urgency and issuer's code
/// change; anything else needs a document of its own and an amendment.
#[utoipa::path(params(DocumentParameters),
    request_body(content = DocumentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = DocumentView, description = "The document afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::document_says_nothing, Code::unreadable_reference, Code::year_differs, Code::document_registered, Code::document_is_relied_on]))))]
#[patch("/documents/{id}")]
pub async fn change_document(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<DocumentParameters>,
    input: Json<DocumentPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (parameters.0.id, input.0);
    if patch == DocumentPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let document = store::find(tx, id).await?;
        if may_change(&change.caller, &document) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    };
    let effect = async |tx: &mut Connection| {
        let document = store::lock_exclusive(tx, id).await?;
        if_match.check(document.version)?;
        let before = document.content()?;
        let after = agreed(patch.clone().applied(before.clone()))?;
        if before != after {
            check_twin(tx, &after, Some(id)).await?;
            if before.identity() != after.identity() && store::is_relied_on(tx, id).await? {
                return Err(Problem::new(Code::document_is_relied_on));
            }
            store::correct(tx, &change.context, &document, &after).await?;
        }
        let document = store::find(tx, id).await?;
        Ok(Answer::ok(&DocumentView::new(&document, true)?)?.with_etag(document.version))
    };
    change.run(permit, effect).await
}
