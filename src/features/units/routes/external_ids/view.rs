//! What an external id looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::features::units::store::external_ids::ExternalId;

/// The id of a unit in an outside system, on a range of days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ExternalId)]
pub struct ExternalIdView {
    /// The id of the entry.
    #[schema(example = "01980000-0000-7000-8000-000000000801")]
    id: Uuid,
    /// The outside system.
    #[schema(max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    external_system: String,
    /// The unit's id in that system.
    #[schema(max_length = 200, format = "text", example = "LS-SNV-TDKT")]
    external_id: String,
    /// The first day on which it stands for this unit.
    #[schema(example = "2023-01-03")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end. An id that was removed before its first day ends before it starts.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// Who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// When it was entered.
    created_at: LocalTime,
}

impl From<&ExternalId> for ExternalIdView {
    fn from(row: &ExternalId) -> Self {
        Self {
            id: row.id,
            external_system: row.system.clone(),
            external_id: row.value.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
            created_by: row.created_by,
            created_at: local(row.created_at),
        }
    }
}
