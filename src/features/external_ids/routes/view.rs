//! What the id of a thing looks like from outside.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::external_ids::rules::ThingType;
use crate::features::external_ids::store::ExternalId;

/// What a system calls a thing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ThingExternalId {
    /// The system.
    #[schema(max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    pub(super) external_system: String,
    /// What kind of thing it is.
    #[schema(example = "CAMPAIGN")]
    pub(super) thing_type: ThingType,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000000401")]
    pub(super) thing_id: Uuid,
    /// Its code in this service, the printed reference of a document; null where it has none.
    #[schema(required, max_length = 200, format = "text", example = "PT-2023-001")]
    pub(super) thing_code: Option<String>,
    /// Its id in that system.
    #[schema(max_length = 200, format = "text", example = "PT-8801")]
    pub(super) external_id: String,
}

impl From<ExternalId> for ThingExternalId {
    fn from(row: ExternalId) -> Self {
        let ExternalId { thing_type, thing_id, thing_code, system, value } = row;
        Self { external_system: system, thing_type, thing_id, thing_code, external_id: value }
    }
}
