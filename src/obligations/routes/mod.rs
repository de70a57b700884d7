//! HTTP of obligations.

pub mod cascade;
pub mod mine;
pub mod stalled;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::units::store as units;

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

/// What units are called on a day, by id.
async fn names(conn: &Connection, ids: &[Uuid], day: NaiveDate) -> Result<HashMap<Uuid, String>, db::Error> {
    let named = units::named(conn, ids, day).await?;
    Ok(named.into_iter().map(|unit| (unit.id, unit.name)).collect())
}
