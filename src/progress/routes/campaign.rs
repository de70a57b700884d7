//! Reading how far a campaign is.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{CampaignProgress, ContentProgress, UnitProgress, reason, told};
use crate::campaigns::store as campaigns;
use crate::db::{self, Connection};
use crate::http::frame::locale_of;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Place};
use crate::http::{Answer, Locale, Problem};
use crate::progress::rules::rolled_up;
use crate::progress::store::{self, Figures, UnitRow};
use crate::state::State;
use crate::text_enum;
use crate::units::store as units;

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
#[utoipa::path(operation_id = "getCampaignProgress", tag = "Progress", params(ProgressParameters),
    responses((status = 200, body = CampaignProgress, description = "The progress", headers(("Link" = String)))),
    extensions(("x-problems" = json!(["invalid_cursor", "cursor_mismatch"]))))]
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
    let (figures, rows, contents) = state
        .db
        .read(async |conn| {
            let figures = Figures::read(conn, id, as_of, today).await?;
            let rows = match group_by {
                Some(ProgressGroup::Unit) => {
                    let limit = pager.rows_to_fetch();
                    Some(unit_rows(conn, &figures, today, after.clone(), limit).await?)
                }
                _ => None,
            };
            let contents = match group_by {
                Some(ProgressGroup::Content) => Some(content_rows(conn, &figures).await?),
                _ => None,
            };
            Ok((figures, rows, contents))
        })
        .await?;
    let locale = locale_of(&request);
    let (units, next_cursor) = match rows {
        Some(rows) => {
            let by_code = |(row, _): &(UnitRow, String)| Place {
                key: row.unit_code.clone(),
                id: row.unit_id.to_string(),
            };
            let (rows, next_cursor) = pager.page(rows, by_code);
            (Some(rows.into_iter().map(|row| figures.unit(row, locale)).collect()), next_cursor)
        }
        None => (None, None),
    };
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&figures.view(locale, units, contents, next_cursor))?.with_link(link))
}

/// Figures, as they are answered.
trait Told {
    /// The whole campaign.
    fn view(
        &self,
        locale: Locale,
        units: Option<Vec<UnitProgress>>,
        contents: Option<Vec<ContentProgress>>,
        next_cursor: Option<String>,
    ) -> CampaignProgress;

    /// One of its units.
    fn unit(&self, row: (UnitRow, String), locale: Locale) -> UnitProgress;
}

impl Told for Figures {
    fn view(
        &self,
        locale: Locale,
        units: Option<Vec<UnitProgress>>,
        contents: Option<Vec<ContentProgress>>,
        next_cursor: Option<String>,
    ) -> CampaignProgress {
        let progress = self.progress();
        let verdict = self.judged(progress, self.sums.known_count);
        CampaignProgress {
            campaign_id: self.campaign.id,
            through_on: self.through_on,
            progress: progress.map(told),
            of_pledged: self.of_pledged().map(told),
            elapsed: told(self.elapsed.0),
            verdict,
            reason: reason(verdict, progress, self.elapsed, locale),
            participant_count: self.participants,
            pledged_count: self.sums.unit_count + self.sums.weightless_count,
            item_count: self.sums.item_count,
            known_count: self.sums.known_count,
            units,
            contents,
            next_cursor,
        }
    }

    fn unit(&self, (row, name): (UnitRow, String), locale: Locale) -> UnitProgress {
        let known = i64::from(row.known_count.unwrap_or_default());
        let verdict = self.judged(row.progress, known);
        UnitProgress {
            unit_id: row.unit_id,
            code: row.unit_code,
            name,
            has_pledge: row.through_on.is_some(),
            progress: row.progress.map(told),
            verdict,
            reason: reason(verdict, row.progress, self.elapsed, locale),
            item_count: i64::from(row.item_count.unwrap_or_default()),
            known_count: known,
        }
    }
}

async fn unit_rows(
    conn: &Connection,
    figures: &Figures,
    today: NaiveDate,
    after: Option<String>,
    limit: i64,
) -> Result<Vec<(UnitRow, String)>, db::Error> {
    let rows = store::unit_rows(conn, figures.campaign.id, figures.through_on, after, limit).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
    let names = units::named(conn, &ids, today).await?;
    let mut names: HashMap<Uuid, String> = names.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let with_name = |row: UnitRow| {
        let name = names.remove(&row.unit_id).unwrap_or_default();
        (row, name)
    };
    Ok(rows.into_iter().map(with_name).collect())
}

async fn content_rows(conn: &Connection, figures: &Figures) -> Result<Vec<ContentProgress>, db::Error> {
    let contents = campaigns::contents::list(conn, figures.campaign.id).await?;
    let whole = rolled_up(&contents, &figures.by_content);
    let row = |content: &crate::campaigns::rules::contents::Content| {
        let share = whole.get(&content.id).copied().unwrap_or_default();
        ContentProgress {
            content_id: content.id,
            ordinal: content.ordinal.clone(),
            title: content.title.clone(),
            progress: share.progress().map(told),
            weight: told(share.weight),
        }
    };
    Ok(contents.in_order().into_iter().map(row).collect())
}
