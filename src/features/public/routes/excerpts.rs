//! What the public sees of the parts of a campaign.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::features::campaigns::rules::contents::Node;
use crate::features::documents::store::Document;

/// What the public sees of an official document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicDocument {
    /// The printed name of its type.
    #[serde(rename = "type")]
    #[schema(required, max_length = 100, format = "text", example = "Chỉ thị")]
    document_type: Option<String>,
    /// Number and sign as printed; without a number, the printed name.
    #[schema(required, max_length = 2000, format = "text", example = "02/CT-UBND")]
    display: Option<String>,
    /// The day of issue.
    #[schema(required, example = "2023-01-13")]
    issued_on: Option<NaiveDate>,
    /// Who issued it.
    #[schema(required, max_length = 200, format = "text", example = "Chủ tịch UBND tỉnh")]
    issuer_name: Option<String>,
}

impl From<&Document> for PublicDocument {
    fn from(document: &Document) -> Self {
        let of = document.clone();
        Self {
            document_type: of.document_type,
            display: document.printed_name().map(str::to_owned),
            issued_on: of.issued_on,
            issuer_name: of.issuer_name,
        }
    }
}

/// Who signs the public document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicSignatory {
    /// The name.
    #[schema(required, max_length = 100, format = "text", example = "Hoàng Thị Hiền")]
    pub name: Option<String>,
    /// The position.
    #[schema(required, max_length = 200, format = "text", example = "GIÁM ĐỐC")]
    pub position: Option<String>,
}

/// A content with the contents under it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicContent {
    /// The printed numbering from the top.
    #[schema(max_length = 50, format = "text", example = "II.1")]
    ordinal: String,
    /// The heading.
    #[schema(required, max_length = 2000, format = "text", example = "Tăng cường công tác tuyên truyền")]
    title: Option<String>,
    /// The text under it.
    #[schema(required, max_length = 100_000, format = "text", example = json!(null))]
    text: Option<String>,
    /// The contents under it, in order.
    #[schema(no_recursion, max_items = 1000, example = json!([]))]
    children: Vec<PublicContent>,
}

impl From<Node> for PublicContent {
    fn from(node: Node) -> Self {
        Self {
            ordinal: node.content.ordinal,
            title: node.content.title,
            text: node.content.text,
            children: node.children.into_iter().map(Self::from).collect(),
        }
    }
}
