//! A reporting period as other answers name it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::operations::references::Reference;

/// A reporting period as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeriodReference {
    /// The period's id.
    #[schema(example = "01980000-0000-7000-8000-000000002001")]
    pub id: Uuid,
    /// Its code, unique among the periods of the campaign that are not cancelled.
    #[schema(max_length = 40, format = "text", example = "2023-M02")]
    pub code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Tháng 02 năm 2023")]
    pub name: String,
}

impl Reference for PeriodReference {
    fn id(&self) -> Uuid {
        self.id
    }

    fn unnamed(id: Uuid) -> Self {
        Self { id, code: String::new(), name: String::new() }
    }
}
