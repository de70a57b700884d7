//! A unit as other answers name it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A unit as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UnitReference)]
pub struct UnitRef {
    /// The unit's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    pub code: String,
    /// Its name on the day of the answer; the first name before its first day, the last name after its last day.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub name: String,
}
