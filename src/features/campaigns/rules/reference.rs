//! A campaign as other answers name it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::operations::references::Reference;

/// A campaign as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignReference {
    /// The campaign's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    pub id: Uuid,
    /// The code that people quote; null before the launch.
    #[schema(required, max_length = 20, format = "text", example = "PT-2023-001")]
    pub code: Option<String>,
    /// Its title; null in a draft without one.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    )]
    pub title: Option<String>,
}

impl Reference for CampaignReference {
    fn id(&self) -> Uuid {
        self.id
    }

    fn unnamed(id: Uuid) -> Self {
        Self { id, code: None, title: None }
    }
}
