//! Registering a document.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::content::{check_twin, reconcile};
use super::view::DocumentView;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::documents::rules::{DocumentContent, DocumentFile, Urgency};
use crate::features::documents::store;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// A document to be registered: everything that is known of it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDocument {
    /// The printed name of its type (Decree 30/2020/NĐ-CP, article 7).
    #[serde(rename = "type")]
    #[schema(max_length = 100, format = "line", example = "Quyết định")]
    document_type: Option<String>,
    /// Who issued it.
    #[schema(max_length = 200, format = "line", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    issuer_name: Option<String>,
    /// The issuer's agency code, whatever form it has.
    #[schema(max_length = 35, format = "line", example = json!(null))]
    issuer_code: Option<String>,
    /// The digits before the first separator; taken from `display` when it is left out.
    #[schema(max_length = 11, format = "line")]
    number: Option<String>,
    /// The sign without number and year; taken from `display` when it is left out.
    #[schema(max_length = 30, format = "line")]
    notation: Option<String>,
    /// Number and sign as printed, in any of the five grammars; put together from its parts, without a year, when it
    /// is left out.
    #[schema(max_length = 60, format = "line", example = "15/QĐ-SNV")]
    display: Option<String>,
    /// The year of issue, where the day is not known.
    #[schema(minimum = 1900, maximum = 2999)]
    year: Option<i32>,
    /// The day of issue.
    #[schema(example = "2026-03-02")]
    issued_on: Option<NaiveDate>,
    /// What it is about.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Về việc điều chỉnh nội dung phong trào thi đua (mẫu)"
    )]
    subject: Option<String>,
    /// Who signed.
    #[schema(max_length = 100, format = "line")]
    signer_name: Option<String>,
    /// The signer's position.
    #[schema(max_length = 200, format = "line", example = "Giám đốc")]
    signer_position: Option<String>,
    /// On whose behalf: `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.` with the words behind it.
    #[schema(max_length = 200, format = "line")]
    signer_authority: Option<String>,
    /// How urgent it is; NORMAL when it is left out.
    #[schema(nullable = false)]
    urgency: Option<Urgency>,
    /// Where it can be read: an address with http or https.
    #[schema(max_length = 2048, pattern = r"^https?://[^\s\x00-\x1f]+$")]
    link: Option<String>,
    /// Its files, wherever they are kept.
    #[schema(nullable = false, max_items = 50, example = json!([]))]
    files: Option<Vec<DocumentFile>>,
}

impl From<NewDocument> for DocumentContent {
    fn from(new: NewDocument) -> Self {
        let text = |text: Option<String>| text.map(|text| composed(&text));
        Self {
            document_type: text(new.document_type),
            issuer_name: text(new.issuer_name),
            issuer_code: text(new.issuer_code),
            number: text(new.number),
            notation: text(new.notation),
            year: new.year,
            display: text(new.display),
            issued_on: new.issued_on,
            subject: text(new.subject),
            signer_name: text(new.signer_name),
            signer_position: text(new.signer_position),
            signer_authority: text(new.signer_authority),
            urgency: new.urgency.unwrap_or_default(),
            link: new.link,
            files: new.files.unwrap_or_default(),
        }
    }
}

/// Register a document
///
/// A reference to an official document: what is known of it, nothing guessed. A document with a known issuer, year, number
/// and sign is registered once; the refusal of a second one names the first.
#[utoipa::path(request_body = NewDocument,
    responses((status = 201, body = DocumentView, description = "Registered", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::document_says_nothing, Code::unreadable_reference, Code::half_reference,
        Code::reference_differs, Code::year_differs, Code::document_registered
    ]))))]
#[post("/documents")]
pub async fn create_document(
    state: web::Data<State>,
    change: Change,
    input: Json<NewDocument>,
) -> Result<Answer, Problem> {
    let content = reconcile(input.0.into())?;
    let effect = async |tx: &mut Connection| {
        check_twin(tx, &content).await?;
        let document = store::register(tx, &change.context, &content).await?;
        record_change(tx, &change.context, Occurrence::DocumentRegistered, None, &document).await?;
        let (link, version) = (state.link(&format!("/documents/{}", document.id)), document.version);
        Ok(Answer::created(&link, &DocumentView::new(document, true))?.with_etag(version))
    };
    // A document belongs to no unit.
    change.run_permitted(effect).await
}
