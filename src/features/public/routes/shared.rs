//! What several of these operations share.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::features::campaigns::store::{self as campaigns, Whole};
use crate::http::Problem;
use crate::operations::state::State;

/// What caches may do with public answers: keep them a minute, and show old ones while the service is away.
pub(super) const CACHED: &str = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400";

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlugParameters {
    /// The campaign's name in links.
    #[param(
        min_length = 1,
        max_length = 120,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001"
    )]
    slug: String,
}

/// The launched campaign behind a slug, and today.
pub(super) async fn published(state: &State, slug: &str) -> Result<(Whole, NaiveDate), Problem> {
    let today = state.clock.today();
    let read = state.db.read(async |conn| {
        let campaign = campaigns::find_by_slug(conn, slug).await?;
        let day = campaign.launched_on.unwrap_or(today);
        campaigns::whole(conn, campaign, day).await
    });
    Ok((read.await?, today))
}

pub(super) fn days(
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
) -> Result<(NaiveDate, NaiveDate), Problem> {
    starts_on.zip(ends_on).ok_or_else(|| Problem::internal("a launched campaign without its days"))
}
