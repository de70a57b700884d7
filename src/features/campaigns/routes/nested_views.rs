//! The parts of a campaign as they look from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::rules::Signatory;
use crate::features::campaigns::rules::contents::Node;
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::rules::readiness::ReadinessItem;
use crate::features::campaigns::store::participants::Overlap;
use crate::features::documents::store::Document;
use crate::features::units::store::UnitName;

/// A unit as the campaign names it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignUnit {
    /// The unit's id.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV")]
    pub code: String,
    /// Its name on the day of the launch; before it, its name today.
    #[schema(max_length = 200, format = "text", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    pub name: String,
}

impl From<&UnitName> for CampaignUnit {
    fn from(unit: &UnitName) -> Self {
        Self { id: unit.id, code: unit.code.clone(), name: unit.name.clone() }
    }
}

/// The issuer of the launch document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignIssuer {
    /// The name, as printed.
    #[schema(required, max_length = 200, format = "text", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    pub name: Option<String>,
    /// The agency code.
    #[schema(required, max_length = 35, format = "text", example = json!(null))]
    pub code: Option<String>,
}

/// A document that the campaign cites.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CitedDocument {
    /// The document's id.
    #[schema(example = "01980000-0000-7000-8000-000000000310")]
    pub id: Uuid,
    /// The printed name of its type.
    #[serde(rename = "type")]
    #[schema(required, max_length = 100, format = "text", example = "Chỉ thị")]
    pub document_type: Option<String>,
    /// The digits before the first separator.
    #[schema(required, max_length = 11, format = "text", example = "02")]
    pub number: Option<String>,
    /// The sign without number and year.
    #[schema(required, max_length = 30, format = "text", example = "CT-UBND")]
    pub notation: Option<String>,
    /// Number and sign as printed; without a number, the printed name.
    #[schema(required, max_length = 2000, format = "text", example = "02/CT-UBND")]
    pub display: Option<String>,
    /// The day of issue.
    #[schema(required, format = Date, max_length = 10, example = "2023-01-13")]
    pub issued_on: Option<NaiveDate>,
    /// The issuer.
    #[schema(required, max_length = 200, format = "text", example = "Chủ tịch UBND tỉnh")]
    pub issuer_name: Option<String>,
}

impl From<&Document> for CitedDocument {
    fn from(document: &Document) -> Self {
        let of = document.clone();
        Self {
            id: of.id,
            document_type: of.document_type,
            display: document.printed_name().map(str::to_owned),
            number: of.number,
            notation: of.notation,
            issued_on: of.issued_on,
            issuer_name: of.issuer_name,
        }
    }
}

/// The signatory of the launch document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignSignatory {
    /// The name.
    #[schema(required, max_length = 100, format = "text", example = "Hoàng Thị Hiền")]
    pub name: Option<String>,
    /// The position.
    #[schema(required, max_length = 200, format = "text", example = "GIÁM ĐỐC")]
    pub position: Option<String>,
    /// On whose behalf, as printed.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    pub authority: Option<String>,
}

impl From<Signatory> for CampaignSignatory {
    fn from(signatory: Signatory) -> Self {
        Self { name: signatory.name, position: signatory.position, authority: signatory.authority }
    }
}

/// A content with those under it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentItem {
    /// The content's id.
    #[schema(example = "01980000-0000-7000-8000-000000000301")]
    pub id: Uuid,
    /// The printed numbering from the top.
    #[schema(max_length = 50, format = "text", example = "II.1")]
    pub ordinal: String,
    /// The heading.
    #[schema(required, max_length = 2000, format = "text", example = "Tăng cường công tác tuyên truyền")]
    pub title: Option<String>,
    /// The words under it; paragraphs end with a line feed.
    #[schema(required, max_length = 100_000, format = "text", example = json!(null))]
    pub text: Option<String>,
    /// What it is measured by.
    #[schema(max_items = 50)]
    pub indicators: Vec<Indicator>,
    /// The contents under it, in order.
    #[schema(no_recursion, max_items = 1000, example = json!([]))]
    pub children: Vec<ContentItem>,
}

impl From<Node> for ContentItem {
    fn from(node: Node) -> Self {
        Self {
            id: node.content.id,
            ordinal: node.content.ordinal,
            title: node.content.title,
            text: node.content.text,
            indicators: node.content.indicators,
            children: node.children.into_iter().map(Self::from).collect(),
        }
    }
}

/// Another campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedCampaign {
    /// The campaign's id.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    pub id: Uuid,
    /// Its code.
    #[schema(required, max_length = 20, format = "text", example = "PT-2023-001")]
    pub code: Option<String>,
    /// Its title.
    #[schema(required, max_length = 1000, format = "text", example = "Phong trào thi đua năm 2023")]
    pub title: Option<String>,
}

impl From<&Overlap> for NamedCampaign {
    fn from(overlap: &Overlap) -> Self {
        Self { id: overlap.id, code: overlap.code.clone(), title: overlap.title.clone() }
    }
}

/// Something that an officer should check; it prevents nothing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignWarning {
    /// What it is about: OVERLAP or PERIOD.
    #[schema(example = "PERIOD")]
    pub item: ReadinessItem,
    /// In words.
    #[schema(max_length = 1000, format = "text", example = "Ngày kết thúc đã qua.")]
    pub message: String,
    /// The campaigns it is about.
    #[schema(max_items = 20, example = json!([]))]
    pub campaigns: Vec<NamedCampaign>,
}
