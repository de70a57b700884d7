//! Listing launched campaigns.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::campaign::{CACHED, days};
use super::verify::ASKED_EACH_TIME;
use crate::db::search::Patterns;
use crate::features::campaigns::rules::period::{CampaignPeriod, Stage};
use crate::features::public::rules::StageFilter;
use crate::features::public::store::{self, Filter, PublicCampaignRow};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which campaigns to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PublicCampaignFilter {
    /// Only campaigns in this stage.
    #[param(nullable = false, inline)]
    stage: Option<Stage>,
    /// Only campaigns that run on a day of this year.
    #[param(nullable = false, minimum = 1900, maximum = 2999)]
    year: Option<i32>,
    /// Words that must stand in the title, the theme or the code; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
}

/// What a public list shows of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaignSummary {
    /// Its name in links; it never changes.
    #[schema(max_length = 120, format = "text", example = "phong-trao-thi-dua-pt-2023-001")]
    slug: String,
    /// The code people quote.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    code: String,
    /// The title.
    #[schema(
        max_length = 1000,
        format = "text",
        example = "Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    )]
    title: String,
    /// The theme.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    theme: Option<String>,
    /// Its stage.
    #[schema(example = "ENDED")]
    stage: Stage,
    /// The first day.
    #[schema(example = "2023-02-01")]
    starts_on: NaiveDate,
    /// The last day, included.
    #[schema(example = "2023-12-31")]
    ends_on: NaiveDate,
}

/// List campaigns
///
/// Launched campaigns, the latest first, for everybody and from any site. A campaign stays in the list after its end.
#[utoipa::path(params(PublicCampaignFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PublicCampaignSummary>, description = "A page of campaigns",
        headers(("ETag" = String), ("Link" = String)))))]
#[get("/public/campaigns")]
pub async fn list_public_campaigns(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<PublicCampaignFilter>,
) -> Result<Answer, Problem> {
    let PublicCampaignFilter { stage, year, q } = filter.0;
    let (after, today) = (page.after_key()?.zip(page.after_id()?), state.clock.today());
    let stage = stage.map_or_else(StageFilter::any, |stage| StageFilter::on(stage, today));
    let filter = Filter { stage, year, words: q.as_deref().and_then(Patterns::of) };
    let rows = state.db.read(async |conn| store::list(conn, &filter, after, page.read()).await).await?;
    let rows: Result<Vec<_>, Problem> = rows.into_iter().map(|row| entry(row, today)).collect();
    let answer = page.answer(rows?, |(position, _)| position.clone(), |(_, summary)| summary)?;
    // A list has no version of its own: its hash alone tells whether it is still the same.
    let answer = answer.with_numbered_etag(0);
    // Whoever goes on from the instant of a question would miss what an older answer did not have yet.
    Ok(answer.cached(if page.read().updated.is_some() { ASKED_EACH_TIME } else { CACHED }))
}

/// A campaign's position in the list and what the list shows of it.
fn entry(row: PublicCampaignRow, today: NaiveDate) -> Result<(Position, PublicCampaignSummary), Problem> {
    let (starts_on, ends_on) = days(row.starts_on, row.ends_on)?;
    let stage = CampaignPeriod { starts_on, ends_on }.stage(row.status, today);
    let summary = PublicCampaignSummary {
        slug: row.slug.unwrap_or_default(),
        code: row.code.unwrap_or_default(),
        title: row.title.unwrap_or_default(),
        theme: row.theme,
        stage: stage.ok_or_else(|| Problem::internal("a slug of a campaign that was never launched"))?,
        starts_on,
        ends_on,
    };
    Ok((Position::new(row.sort_day, row.id), summary))
}
