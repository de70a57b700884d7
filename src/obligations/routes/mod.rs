//! HTTP of obligations.

pub mod cascade;
pub mod mine;
pub mod stalled;

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which page of something about one campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfCampaign {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}
