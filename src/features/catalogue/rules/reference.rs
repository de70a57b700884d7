//! An award as other answers name it.

use serde::Serialize;
use utoipa::ToSchema;

/// An award as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardReference {
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    pub code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Chiến sĩ thi đua cơ sở")]
    pub name: String,
}
