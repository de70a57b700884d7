//! Listing launched campaigns.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{CACHED, days};
use crate::db::search::Patterns;
use crate::features::campaigns::rules::period::{CampaignPeriod, Stage};
use crate::features::campaigns::store::Summary;
use crate::features::public::rules::StageFilter;
use crate::features::public::store::{self, Filter};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which campaigns to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// Only campaigns in this stage.
    #[param(nullable = false, inline)]
    stage: Option<Stage>,
    /// Only campaigns that run on a day of this year.
    #[param(nullable = false, minimum = 1900, maximum = 2999)]
    year: Option<i32>,
    /// Words that must stand in the title, the theme or the code; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most campaigns a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
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
    /// Where it stands.
    #[schema(example = "ENDED")]
    stage: Stage,
    /// The first day.
    #[schema(format = Date, max_length = 10, example = "2023-02-01")]
    starts_on: NaiveDate,
    /// The last day, included.
    #[schema(format = Date, max_length = 10, example = "2023-12-31")]
    ends_on: NaiveDate,
}

/// A page of public campaigns.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaignPage {
    /// The campaigns, the latest first.
    #[schema(max_items = 200)]
    items: Vec<PublicCampaignSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List campaigns
///
/// Launched campaigns, the latest first, for everybody and from any site. A campaign stays here after its end.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = PublicCampaignPage, description = "A page of campaigns",
        headers(("ETag" = String), ("Link" = String)))))]
#[get("/public/campaigns")]
pub async fn list_public_campaigns(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { stage, year, q, cursor, limit } = parameters.0;
    let today = state.clock.today();
    let list = format!("public {stage:?} {year:?} {q:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let after = pager.after_key()?.zip(pager.after_id()?);
    let shown = stage.map_or_else(StageFilter::any, |stage| StageFilter::on(stage, today));
    let filter = Filter { stage: shown, year, words: q.as_deref().and_then(Patterns::of) };
    let rows =
        state.db.read(async |conn| store::list(conn, &filter, after, pager.rows_to_fetch()).await).await?;
    let place = |row: &Summary| Position { key: row.sort_day.to_string(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, place);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.into_iter().map(|row| summary(row, today)).collect::<Result<Vec<_>, _>>()?;
    // A list has no version of its own: its hash alone tells whether it is still the same.
    Ok(Answer::ok(&PublicCampaignPage { items, next_cursor })?.with_link(link).with_etag(0).cached(CACHED))
}

fn summary(row: Summary, today: NaiveDate) -> Result<PublicCampaignSummary, Problem> {
    let (starts_on, ends_on) = days(row.starts_on, row.ends_on)?;
    let stage = CampaignPeriod { starts_on, ends_on }.stage(row.status, today);
    Ok(PublicCampaignSummary {
        slug: row.slug.unwrap_or_default(),
        code: row.code.unwrap_or_default(),
        title: row.title.unwrap_or_default(),
        theme: row.theme,
        stage: stage.ok_or_else(|| Problem::internal("a slug of what was never launched"))?,
        starts_on,
        ends_on,
    })
}
