//! Reading the progress of a campaign.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{CampaignProgress, ContentProgress, Judge, UnitProgress};
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store as periods;
use crate::features::progress::store::{self, Figures, UnitRow};
use crate::http::input::{ById, Parameters};
use crate::http::outer_middleware::locale_of;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, number, percent, text, word};
use crate::text_enum;

text_enum! {
    /// How progress is broken down.
    pub enum ProgressGroup {
        /// By participating unit.
        Unit = "UNIT",
        /// By content.
        Content = "CONTENT",
    }
}

/// Which figures to read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ProgressParameters {
    /// A reporting period: only what was accepted through its last day of figures counts. By default everything counts.
    #[param(nullable = false)]
    as_of: Option<Uuid>,
    /// Breaks the figures down by unit or by content. Only units come in pages.
    #[param(nullable = false, inline)]
    group_by: Option<ProgressGroup>,
}

/// The figures of the parts of a campaign.
enum Breakdown {
    Nothing,
    Units(Vec<UnitRow>, References<UnitReference>),
    Contents(Vec<ContentProgress>),
}

/// Progress as a table, by unit or by content as it is asked for.
pub static TABLE: TableSpec = TableSpec::of_list(
    "tien-do",
    "Tiến độ theo đơn vị",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        text("Đã đăng ký", "/hasPledge"),
        percent("Tiến độ (%)", "/progress"),
        word("Đánh giá", "/verdict", "Verdict"),
        text("Lý do", "/reason"),
        number("Số mục", "/itemCount"),
        number("Số mục đã có số liệu", "/knownCount"),
    ],
)
.with_rows("/units")
.or(&CONTENTS);

static CONTENTS: TableSpec = TableSpec::of_list(
    "tien-do",
    "Tiến độ theo nội dung",
    &[
        text("Số thứ tự", "/ordinal"),
        text("Nội dung", "/title"),
        percent("Tiến độ (%)", "/progress"),
        number("Trọng số", "/weight"),
    ],
)
.with_rows("/contents");

/// Read a campaign's progress
///
/// Computed from accepted reports and the pledges in force, never claimed, and compared with the time that has elapsed.
/// Over-fulfilment of one item does not hide a gap of another.
#[utoipa::path(params(ProgressParameters, PageParameters),
    responses((status = 200, body = CampaignProgress, description = "The progress",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/progress")]
pub async fn get_campaign_progress(
    request: HttpRequest,
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
    parameters: Parameters<ProgressParameters>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let ProgressParameters { as_of, group_by } = parameters.0;
    // A table has rows, and by default those of units.
    let group_by = group_by.or(page.is_whole().then_some(ProgressGroup::Unit));
    let after = page.after_key::<String>()?;
    let read = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        let through_on = last_day(conn, id, as_of).await?.unwrap_or(today);
        let figures = Figures::read(conn, &campaign, through_on).await?;
        let breakdown = match group_by {
            None => Breakdown::Nothing,
            Some(ProgressGroup::Unit) => {
                let rows = store::unit_rows(conn, id, through_on, after.clone(), page.read()).await?;
                let ids = rows.iter().map(|row| row.unit_id);
                let units = UnitReference::find_all(conn, ids, today).await?;
                Breakdown::Units(rows, units)
            }
            Some(ProgressGroup::Content) => {
                let own = figures.by_content(conn, id, through_on).await?;
                let contents = campaigns::contents::outline_and_parents(conn, id).await?;
                Breakdown::Contents(ContentProgress::all(&contents, &own))
            }
        };
        let campaign = CampaignReference::from(&campaign);
        Ok((campaign, figures, store::thresholds(conn).await?, breakdown, through_on))
    };
    let (campaign, figures, thresholds, breakdown, through_on) = state.db.read(read).await?;
    let judge = Judge { elapsed: figures.elapsed, thresholds, locale: locale_of(&request) };
    answer(&page, CampaignProgress::new(campaign, through_on, &figures, &judge), breakdown, &judge)
}

fn answer(
    page: &PageRequest,
    campaign: CampaignProgress,
    breakdown: Breakdown,
    judge: &Judge,
) -> Result<Answer, Problem> {
    match breakdown {
        Breakdown::Nothing => Answer::ok(&campaign),
        Breakdown::Contents(contents) => page
            .answer_at_once(contents, |contents| CampaignProgress { contents: Some(contents), ..campaign }),
        Breakdown::Units(rows, units) => {
            let view = |row: UnitRow| UnitProgress::new(&row, units.get(row.unit_id), judge);
            let whole = |Page { items, next_cursor, total }| CampaignProgress {
                units: Some(items),
                next_cursor,
                total,
                ..campaign
            };
            page.answer_within(rows, |row| Position::of_key(&row.unit_code), view, whole)
        }
    }
}

/// The last day of figures of a period of the campaign, where the request names one.
async fn last_day(
    conn: &Connection,
    campaign_id: Uuid,
    period_id: Option<Uuid>,
) -> Result<Option<NaiveDate>, db::Error> {
    let Some(period_id) = period_id else { return Ok(None) };
    let period = periods::find(conn, period_id).await?;
    if period.campaign_id == campaign_id { Ok(Some(period.data_to)) } else { Err(db::Error::NotFound) }
}
