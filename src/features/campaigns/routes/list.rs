//! Listing and searching campaigns.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, CampaignStatus};
use crate::features::campaigns::store::{self, After, CampaignSort, Filter, Key, Summary};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::{UnitNames, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, text, word};

/// Which campaigns to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CampaignFilter {
    /// Only campaigns with one of these statuses, separated by commas.
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
    /// Only campaigns that start on or after this day.
    #[param(nullable = false)]
    starts_on_from: Option<NaiveDate>,
    /// Only campaigns that start on or before this day.
    #[param(nullable = false)]
    starts_on_to: Option<NaiveDate>,
    /// Words that must be in the title, the theme or the code, with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// The order; the latest first when it is left out.
    #[param(nullable = false, inline)]
    sort: Option<CampaignSort>,
}

impl CampaignFilter {
    fn into_filter(self, drafts_of: Option<Vec<Uuid>>) -> Filter {
        Filter {
            drafts_of,
            statuses: self.status.unwrap_or_default(),
            form: self.form,
            level: self.level,
            launching_unit_id: self.launching_unit_id,
            participant_id: self.participant_unit_id,
            starts_on_from: self.starts_on_from,
            starts_on_to: self.starts_on_to,
            words: self.q.as_deref().and_then(Patterns::of),
        }
    }
}

/// A campaign in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignSummary {
    /// The campaign's id.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// The code that people quote.
    #[schema(required, max_length = 20, format = "text", example = "PT-2023-001")]
    code: Option<String>,
    /// The name in public links.
    #[schema(required, max_length = 120, format = "text", example = json!(null))]
    slug: Option<String>,
    /// Its status.
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
    #[schema(required)]
    form: Option<CampaignForm>,
    /// The scope by law.
    #[schema(required)]
    level: Option<CampaignLevel>,
    /// The unit that launches it, by its name on the day of the launch; before it, by its name today.
    launching_unit: UnitReference,
    /// The theme.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    theme: Option<String>,
    /// The first day.
    #[schema(required, example = "2023-02-01")]
    starts_on: Option<NaiveDate>,
    /// The last day, included.
    #[schema(required, example = "2023-12-31")]
    ends_on: Option<NaiveDate>,
    /// The day from which the launch holds.
    #[schema(required, example = "2023-02-01")]
    launched_on: Option<NaiveDate>,
    /// Increases with every change.
    version: RowVersion,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl CampaignSummary {
    fn new(row: Summary, names: &UnitNames, today: NaiveDate) -> Self {
        Self {
            id: row.id,
            code: row.code,
            slug: row.slug,
            status: row.status,
            title: row.title,
            form: row.form,
            level: row.level,
            launching_unit: names.on(row.launching_unit_id, row.launched_on.unwrap_or(today)),
            theme: row.theme,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            launched_on: row.launched_on,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

/// Campaigns as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "phong-trao",
    "Phong trào thi đua",
    &[
        text("Mã phong trào", "/code"),
        text("Tên phong trào", "/title"),
        word("Trạng thái", "/status", "CampaignStatus"),
        word("Hình thức", "/form", "CampaignForm"),
        word("Phạm vi", "/level", "CampaignLevel"),
        text("Đơn vị phát động", "/launchingUnit/name"),
        text("Chủ đề", "/theme"),
        day("Từ ngày", "/startsOn"),
        day("Đến ngày", "/endsOn"),
        day("Ngày phát động", "/launchedOn"),
    ],
);

/// List campaigns
///
/// Launched campaigns, and the drafts that the caller may read. All filters apply together; `q` finds words in title,
/// theme and code with or without accents.
#[utoipa::path(params(CampaignFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<CampaignSummary>, description = "A page of campaigns",
        headers(("Link" = String)))))]
#[get("/campaigns")]
pub async fn list_campaigns(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<CampaignFilter>,
) -> Result<Answer, Problem> {
    let input = filter.0;
    let sort = input.sort.unwrap_or(CampaignSort::LatestFirst);
    let after = after(&page, sort)?;
    let today = state.clock.today();
    let drafts = UnitScope::of(&state.db, &caller, Permission::ReadDrafts, today).await?;
    let filter = input.into_filter(drafts.filter());
    let list = async |conn: &Connection| {
        let rows = store::list(conn, &filter, sort, after.as_ref(), page.read()).await?;
        let names = UnitNames::find(conn, rows.iter().map(|row| row.launching_unit_id)).await?;
        Ok((rows, names))
    };
    let (rows, names) = state.db.read(list).await?;
    page.answer(rows, |row| position(sort, row), |row| CampaignSummary::new(row, &names, today))
}

fn after(page: &PageRequest, sort: CampaignSort) -> Result<Option<After>, Problem> {
    let key = match sort {
        CampaignSort::LatestFirst | CampaignSort::EarliestFirst => page.after_key()?.map(Key::Day),
        CampaignSort::TitleAscending | CampaignSort::TitleDescending => page.after_key()?.map(Key::Title),
    };
    Ok(key.zip(page.after_id()?).map(|(key, id)| After { key, id }))
}

fn position(sort: CampaignSort, row: &Summary) -> Position {
    match sort {
        CampaignSort::LatestFirst | CampaignSort::EarliestFirst => Position::new(row.sort_day, row.id),
        CampaignSort::TitleAscending | CampaignSort::TitleDescending => {
            Position::new(&row.title_folded, row.id)
        }
    }
}
