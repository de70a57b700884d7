//! A document as other systems push it: the reference in the address, what else is known in the body.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::core::vietnamese::composed;
use crate::features::documents::rules::{DocumentContent, DocumentFile, Urgency};

/// What makes a document unique (Decree 30/2020/NĐ-CP, article 15).
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DocumentIdentity {
    /// Who issued it, with or without accents, in any case.
    #[param(max_length = 200, format = "line", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    issuer: String,
    /// The year of issue.
    #[param(minimum = 1900, maximum = 2999, example = 2026)]
    year: i32,
    /// The digits before the first separator.
    #[param(max_length = 11, format = "line", example = "16")]
    number: String,
    /// The sign without number and year.
    #[param(max_length = 30, format = "line", example = "KH-SNV")]
    notation: String,
}

/// A document as it is to be: everything that is known of it beside the reference.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentToPut {
    /// The printed name of its type (Decree 30/2020/NĐ-CP, article 7).
    #[serde(rename = "type")]
    #[schema(max_length = 100, format = "line", example = "Kế hoạch")]
    document_type: Option<String>,
    /// The issuer's agency code, whatever form it has.
    #[schema(max_length = 35, format = "line", example = json!(null))]
    issuer_code: Option<String>,
    /// Number and sign as printed, where that says more than the reference: `62/2020/NĐ-CP`.
    #[schema(max_length = 60, format = "line")]
    display: Option<String>,
    /// The day of issue.
    #[schema(example = "2026-03-09")]
    issued_on: Option<NaiveDate>,
    /// What it is about.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Phát động phong trào thi đua cải cách hành chính (mẫu)"
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
    /// Its files beside the one that comes with it, wherever they are kept. Where none comes and this is left out, they stay as they
    /// are.
    #[schema(nullable = false, max_items = 49)]
    files: Option<Vec<DocumentFile>>,
}

/// A document with its file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct DocumentForm {
    /// The document, as JSON.
    document: DocumentToPut,
    /// The file, of at most 4 MiB. It is read, and its name, kind, length and SHA-256 are registered; its bytes stay with the sender.
    #[schema(value_type = Option<String>, nullable = false, format = Binary, max_length = 4_194_304, example = "")]
    file: Option<Vec<u8>>,
}

impl DocumentToPut {
    /// What is known of the document with this reference, and the files that are named beside the one that came with it.
    pub(super) fn content_of(
        self,
        identity: DocumentIdentity,
    ) -> (DocumentContent, Option<Vec<DocumentFile>>) {
        let text = |text: Option<String>| text.map(|text| composed(&text));
        let content = DocumentContent {
            document_type: text(self.document_type),
            issuer_name: Some(composed(&identity.issuer)),
            issuer_code: text(self.issuer_code),
            number: Some(composed(&identity.number)),
            notation: Some(composed(&identity.notation)),
            year: Some(identity.year),
            display: text(self.display),
            issued_on: self.issued_on,
            subject: text(self.subject),
            signer_name: text(self.signer_name),
            signer_position: text(self.signer_position),
            signer_authority: text(self.signer_authority),
            urgency: self.urgency.unwrap_or_default(),
            link: self.link,
            files: Vec::new(),
        };
        (content, self.files)
    }
}
