//! Listing and searching campaigns.

use actix_web::{HttpRequest, get, web};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::core::clock::{LocalTime, local};
use crate::db::search::Patterns;
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, CampaignStatus};
use crate::features::campaigns::store::{self, After, CampaignSort, Filter, Key, Summary};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which campaigns to list.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// Only campaigns with one of these statuses, parted by commas.
    #[param(nullable = false, style = Form, explode = false, max_items = 7, inline)]
    status: Option<Vec<CampaignStatus>>,
    /// Only campaigns of this form.
    #[param(nullable = false, inline)]
    form: Option<CampaignForm>,
    /// Only campaigns of this scope by law.
    #[param(nullable = false, inline)]
    level: Option<CampaignLevel>,
    /// Only campaigns that this unit launches.
    #[param(nullable = false)]
    launching_unit_id: Option<Uuid>,
    /// Only campaigns that this unit takes part in or took part in.
    #[param(nullable = false)]
    participant_unit_id: Option<Uuid>,
    /// Only campaigns that begin on or after this day.
    #[param(nullable = false, format = Date, max_length = 10)]
    starts_on_from: Option<NaiveDate>,
    /// Only campaigns that begin on or before this day.
    #[param(nullable = false, format = Date, max_length = 10)]
    starts_on_to: Option<NaiveDate>,
    /// Only campaigns changed at or after this instant.
    #[param(nullable = false, max_length = 35)]
    updated_since: Option<DateTime<FixedOffset>>,
    /// Words that must stand in the title, the theme or the code; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// The order; the latest first when it is left out.
    #[param(nullable = false, inline)]
    sort: Option<CampaignSort>,
    /// Whether `total` is counted.
    #[param(nullable = false)]
    include_total: Option<bool>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most campaigns a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// What a list shows of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignSummary {
    /// The campaign's id.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// The code people quote.
    #[schema(required, max_length = 20, format = "text", example = "PT-2023-001")]
    code: Option<String>,
    /// The name in public links.
    #[schema(required, max_length = 120, format = "text", example = json!(null))]
    slug: Option<String>,
    /// Where it is in its life.
    #[schema(example = "LAUNCHED")]
    status: CampaignStatus,
    /// The title.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    )]
    title: Option<String>,
    /// The form of emulation.
    #[schema(required, max_length = 20, format = "text", example = "REGULAR")]
    form: Option<String>,
    /// The scope by law.
    #[schema(required, max_length = 20, format = "text", example = "SECTOR")]
    level: Option<String>,
    /// The unit that launches it.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    launching_unit_id: Uuid,
    /// The theme.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    theme: Option<String>,
    /// The first day.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-01")]
    starts_on: Option<NaiveDate>,
    /// The last day, included.
    #[schema(required, format = Date, max_length = 10, example = "2023-12-31")]
    ends_on: Option<NaiveDate>,
    /// The day from which the launch holds.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-01")]
    launched_on: Option<NaiveDate>,
    /// Grows with every change.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 4)]
    version: i32,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-01T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

/// A page of campaigns.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignPage {
    /// The campaigns.
    #[schema(max_items = 200)]
    items: Vec<CampaignSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
    /// How many campaigns the filters show; there only with `includeTotal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    total: Option<i64>,
}

/// List campaigns
///
/// Launched campaigns, and the drafts that the caller may read. Filters add up; `q` finds words in title and theme
/// with or without accents.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = CampaignPage, description = "A page of campaigns", headers(("Link" = String)))))]
#[get("/campaigns")]
pub async fn list_campaigns(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let asked = parameters.0;
    let sort = asked.sort.unwrap_or(CampaignSort::LatestFirst);
    let list = fingerprint(&asked, sort);
    let pager = Pager::begin(&state.cursors, list, asked.cursor.as_deref(), asked.limit)?;
    let after = after(&pager, sort)?;
    let filter = filter(
        &asked,
        UnitScope::of(&state.db, &caller, Permission::ReadDrafts, state.clock.today()).await?.filter(),
    );
    let rows = state
        .db
        .read(async |conn| store::list(conn, &filter, sort, after.as_ref(), pager.rows_to_fetch()).await)
        .await?;
    let total = match asked.include_total {
        Some(true) => Some(state.db.read(async |conn| store::count(conn, &filter).await).await?),
        _ => None,
    };
    let (rows, next_cursor) = pager.page(rows, |row| place_of(sort, row));
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.into_iter().map(summary).collect();
    Ok(Answer::ok(&CampaignPage { items, next_cursor, total })?.with_link(link))
}

/// The list as the caller asked for it.
fn fingerprint(asked: &ListParameters, sort: CampaignSort) -> String {
    let same = ListParameters { cursor: None, limit: None, include_total: None, ..asked.clone() };
    format!("campaigns {sort} {same:?}")
}

fn filter(asked: &ListParameters, drafts_of: Option<Vec<Uuid>>) -> Filter {
    Filter {
        drafts_of,
        statuses: asked.status.clone().unwrap_or_default(),
        form: asked.form,
        level: asked.level,
        launching_unit_id: asked.launching_unit_id,
        participant_id: asked.participant_unit_id,
        starts_on_from: asked.starts_on_from,
        starts_on_to: asked.starts_on_to,
        updated_since: asked.updated_since.map(|instant| instant.with_timezone(&Utc)),
        words: asked.q.as_deref().and_then(Patterns::of),
    }
}

fn after(pager: &Pager<'_>, sort: CampaignSort) -> Result<Option<After>, Problem> {
    let key = match sort {
        CampaignSort::LatestFirst | CampaignSort::EarliestFirst => pager.after_key()?.map(Key::Day),
        CampaignSort::TitleAscending | CampaignSort::TitleDescending => pager.after_key()?.map(Key::Title),
    };
    Ok(key.zip(pager.after_id()?).map(|(key, id)| After { key, id }))
}

fn place_of(sort: CampaignSort, row: &Summary) -> Position {
    let key = match sort {
        CampaignSort::LatestFirst | CampaignSort::EarliestFirst => row.sort_day.to_string(),
        CampaignSort::TitleAscending | CampaignSort::TitleDescending => row.title_folded.clone(),
    };
    Position { key, id: row.id.to_string() }
}

fn summary(row: Summary) -> CampaignSummary {
    CampaignSummary {
        id: row.id,
        code: row.code,
        slug: row.slug,
        status: row.status,
        title: row.title,
        form: row.form,
        level: row.level,
        launching_unit_id: row.launching_unit_id,
        theme: row.theme,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        launched_on: row.launched_on,
        version: row.version,
        updated_at: local(row.updated_at),
    }
}
