//! Reading how far a campaign is.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{CampaignProgress, ContentProgress, Judge, UnitProgress};
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store as periods;
use crate::features::progress::store::{self, Figures, UnitRow};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::outer_middleware::locale_of;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::text_enum;

text_enum! {
    /// By what progress is told apart.
    pub enum ProgressGroup {
        /// By participating unit.
        Unit = "UNIT",
        /// By content.
        Content = "CONTENT",
    }
}

/// Which campaign, through which period, told apart by what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ProgressParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// A reporting period: the figures are those through its last data day. All that was accepted when it is left out.
    #[param(nullable = false)]
    as_of: Option<Uuid>,
    /// Tells the figures apart by unit or by content.
    #[param(nullable = false, inline)]
    group_by: Option<ProgressGroup>,
    /// `nextCursor` of the page before; only units come in pages.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Read a campaign's progress
///
/// Computed from accepted reports and the pledges in force, never claimed. Beside it the time that is over and what that
/// means. Over-fulfilment of one item hides no gap of another.
#[utoipa::path(params(ProgressParameters),
    responses((status = 200, body = CampaignProgress, description = "The progress", headers(("Link" = String)))))]
#[get("/campaigns/{id}/progress")]
pub async fn get_campaign_progress(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<ProgressParameters>,
) -> Result<Answer, Problem> {
    let ProgressParameters { id, as_of, group_by, cursor, limit } = parameters.0;
    let list = format!("progress {id} {as_of:?} {group_by:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let (figures, thresholds, rows, contents, through_on) = state
        .db
        .read(async |conn| {
            let campaign = campaigns::published(conn, id).await?;
            let through_on = last_day(conn, id, as_of).await?.unwrap_or(today);
            let figures = Figures::read(conn, &campaign, through_on).await?;
            let rows = match group_by {
                Some(ProgressGroup::Unit) => {
                    let limit = pager.rows_to_fetch();
                    let rows = store::unit_rows(conn, id, through_on, after.clone(), limit).await?;
                    let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
                    Some((rows, units::find_names_by_id(conn, &ids, today).await?))
                }
                _ => None,
            };
            let contents = match group_by {
                Some(ProgressGroup::Content) => {
                    let own = figures.by_content(conn, id, through_on).await?;
                    Some((campaigns::contents::outline(conn, id).await?, own))
                }
                _ => None,
            };
            Ok((figures, store::thresholds(conn).await?, rows, contents, through_on))
        })
        .await?;
    let judge = Judge { elapsed: figures.elapsed, thresholds, locale: locale_of(&request) };
    let (units, next_cursor) = match rows {
        Some((rows, names)) => {
            let by_code =
                |row: &UnitRow| Position { key: row.unit_code.clone(), id: row.unit_id.to_string() };
            let (rows, next_cursor) = pager.page(rows, by_code);
            let view = |row: UnitRow| {
                let name = names.get(&row.unit_id).map(|unit| unit.name.clone()).unwrap_or_default();
                UnitProgress::new(row, name, &judge)
            };
            (Some(rows.into_iter().map(view).collect()), next_cursor)
        }
        None => (None, None),
    };
    let link = state.next_link(&request, next_cursor.as_deref());
    let contents = contents.map(|(contents, own)| ContentProgress::all(&contents, &own));
    let whole = CampaignProgress {
        units,
        contents,
        next_cursor,
        ..CampaignProgress::new(id, through_on, &figures, &judge)
    };
    Ok(Answer::ok(&whole)?.with_link(link))
}

/// The last data day of a period of the campaign, where one is asked for.
async fn last_day(
    conn: &Connection,
    campaign_id: Uuid,
    period_id: Option<Uuid>,
) -> Result<Option<NaiveDate>, db::Error> {
    let Some(period_id) = period_id else { return Ok(None) };
    let period = periods::find(conn, period_id).await?;
    if period.campaign_id == campaign_id { Ok(Some(period.data_to)) } else { Err(db::Error::NotFound) }
}
