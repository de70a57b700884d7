//! The parts of a campaign as they look from outside.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::rules::contents::Node;
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::rules::readiness::ReadinessItem;
use crate::features::campaigns::rules::{CampaignReference, Scope, Signatory};
use crate::operations::references::{References, UnitReference};

/// A unit that the campaign calls upon.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignScope {
    /// The unit; its name is that of the day of the launch, before it that of today.
    unit: UnitReference,
    /// Whether it stands for its subtree as well.
    #[schema(example = true)]
    with_subtree: bool,
}

impl CampaignScope {
    /// The scope with the name of its unit.
    pub(super) fn new(scope: &Scope, units: &References<UnitReference>) -> Self {
        Self { unit: units.get(scope.unit_id), with_subtree: scope.with_subtree }
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
    /// The text under it; paragraphs end with a line feed.
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
    pub campaigns: Vec<CampaignReference>,
}
