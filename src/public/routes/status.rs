//! Reading where a launched campaign stands.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CACHED, SlugParameters, days};
use crate::campaigns::rules::period::{Period, Stage};
use crate::campaigns::store as campaigns;
use crate::clock::{LocalTime, local};
use crate::db;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::public::rules::elapsed;
use crate::state::State;

/// Where a campaign stands today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaignStatus {
    /// Its name in links.
    #[schema(max_length = 120, format = "text", example = "phong-trao-thi-dua-pt-2023-001")]
    slug: String,
    /// The code people quote.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    code: String,
    /// The day this speaks of.
    #[schema(format = Date, max_length = 10, example = "2026-11-23")]
    as_of: NaiveDate,
    /// Where it stands.
    #[schema(example = "ENDED")]
    stage: Stage,
    /// The first day.
    #[schema(format = Date, max_length = 10, example = "2023-02-01")]
    starts_on: NaiveDate,
    /// The last day, included.
    #[schema(format = Date, max_length = 10, example = "2023-12-31")]
    ends_on: NaiveDate,
    /// How many days it has.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 334)]
    days_total: i64,
    /// How many of them are over when this day is over.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 334)]
    days_elapsed: i64,
    /// How many come after this day.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    days_left: i64,
    /// How many contents stand at the top of the tree.
    #[schema(minimum = 0, maximum = 1000, example = 3)]
    content_group_count: i64,
    /// How many contents there are in all.
    #[schema(minimum = 0, maximum = 1000, example = 14)]
    content_count: i64,
    /// How many units take part.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 21)]
    participant_count: i64,
    /// When the campaign was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-01T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

/// Read a campaign's status
///
/// Where it stands today: stage, days elapsed and left, contents, participants. Small, and made to be embedded.
#[utoipa::path(operation_id = "getPublicCampaignStatus", tag = "Public", params(SlugParameters),
    responses((status = 200, body = PublicCampaignStatus, description = "The status", headers(("ETag" = String)))))]
#[get("/public/campaigns/{slug}/status")]
pub async fn get_public_campaign_status(
    state: web::Data<State>,
    parameters: Parameters<SlugParameters>,
) -> Result<Answer, Problem> {
    let as_of = state.clock.today();
    let read = state.db.read(async |conn| {
        let campaign = campaigns::find_by_slug(conn, &parameters.0.slug).await?;
        let counts = campaigns::contents::counts(conn, campaign.id).await?;
        let participants = campaigns::participants::count(conn, campaign.id).await?;
        Ok((campaign, counts, participants))
    });
    let (campaign, (content_group_count, content_count), participant_count) = read.await?;
    let (starts_on, ends_on) = days(campaign.starts_on, campaign.ends_on)?;
    let period = Period { starts_on, ends_on };
    let found = elapsed(campaign.status, period, as_of).ok_or(db::Error::NotFound)?;
    let view = PublicCampaignStatus {
        slug: campaign.slug.unwrap_or_default(),
        code: campaign.code.unwrap_or_default(),
        as_of,
        stage: found.stage,
        starts_on,
        ends_on,
        days_total: found.days_total,
        days_elapsed: found.days_elapsed,
        days_left: found.days_left,
        content_group_count,
        content_count,
        participant_count,
        updated_at: local(campaign.updated_at),
    };
    Ok(Answer::ok(&view)?.with_etag(campaign.version).cached(CACHED))
}
