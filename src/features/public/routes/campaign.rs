//! What every public answer about a campaign needs.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::Problem;

/// What caches may do with public answers: keep them a minute and no longer, because what is withdrawn must be gone.
pub(super) const CACHED: &str = "public, max-age=60, must-revalidate";

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlugParameter {
    /// The campaign's name in links.
    #[param(
        min_length = 1,
        max_length = 120,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001"
    )]
    pub slug: String,
}

/// The first and the last day of a launched campaign.
pub(super) fn days(
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
) -> Result<(NaiveDate, NaiveDate), Problem> {
    starts_on.zip(ends_on).ok_or_else(|| Problem::internal("a launched campaign without its days"))
}
