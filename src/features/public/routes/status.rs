//! Reading the status of a launched campaign.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::campaign::{CACHED, SlugParameter, days};
use crate::core::clock::{LocalTime, local};
use crate::db::page::PageRead;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::period::{CampaignPeriod, Stage};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::progress::rules::{Share, plain, roll_up};
use crate::features::progress::store::{self as progress, Figures};
use crate::features::public::rules::elapsed_days;
use crate::features::reports::store::{self as reports, Totals};
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// The most units that an answer lists.
const MOST_UNITS: i64 = 1000;

/// The progress of a content.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicContentProgress {
    /// The printed number of the content.
    #[schema(max_length = 50, format = "text", example = "II.2.1")]
    ordinal: String,
    /// From 0 to 1.
    #[schema(format = "decimal", example = "0.9")]
    progress: String,
}

/// The progress of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicUnitProgress {
    /// The unit's name.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    name: String,
    /// From 0 to 1; null where nothing is known.
    #[schema(required, format = "decimal", example = "0.91")]
    progress: Option<String>,
}

/// A campaign's status today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaignStatus {
    /// Its name in links.
    #[schema(max_length = 120, format = "text", example = "phong-trao-thi-dua-pt-2023-001")]
    slug: String,
    /// The code people quote.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    code: String,
    /// The day of the status.
    #[schema(example = "2026-11-23")]
    as_of: NaiveDate,
    /// Its stage.
    #[schema(example = "ENDED")]
    stage: Stage,
    /// The first day.
    #[schema(example = "2023-02-01")]
    starts_on: NaiveDate,
    /// The last day, included.
    #[schema(example = "2023-12-31")]
    ends_on: NaiveDate,
    /// How many days it has.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 334)]
    days_total: i64,
    /// How many of them are over when this day is over.
    #[schema(format = "count", example = 334)]
    days_elapsed: i64,
    /// How many come after this day.
    #[schema(format = "count", example = 0)]
    days_left: i64,
    /// How many contents stand at the top of the tree.
    #[schema(minimum = 0, maximum = 1000, example = 3)]
    content_group_count: i64,
    /// How many contents there are in all.
    #[schema(minimum = 0, maximum = 1000, example = 14)]
    content_count: i64,
    /// How many units take part.
    #[schema(format = "count", example = 21)]
    participant_count: i64,
    /// How many units have a pledge in force.
    #[schema(format = "count", example = 19)]
    pledged_count: i64,
    /// The campaign's progress, from 0 to 1: the mean of all participants; null where nothing is known.
    #[schema(required, format = "decimal", example = "0.86")]
    progress: Option<String>,
    /// The share of its days that is over.
    #[schema(format = "decimal", example = "1")]
    elapsed: String,
    /// received ÷ expected reports; null where none is expected.
    #[schema(required, format = "decimal", example = "0.85")]
    received_rate: Option<String>,
    /// Reports on time ÷ expected reports.
    #[schema(required, format = "decimal", example = "0.85")]
    on_time_rate: Option<String>,
    /// The progress of each content that a pledge in force answers, with everything under it, in the order of reading; empty
    /// while the campaign's progress is null.
    #[schema(max_items = 1000)]
    content_progress: Vec<PublicContentProgress>,
    /// The progress of each unit, by code; empty unless the campaign allows naming units in public.
    #[schema(max_items = 1000, example = json!([]))]
    unit_progress: Vec<PublicUnitProgress>,
    /// When the campaign or one of its figures was changed last; what the passing of days changes is not meant.
    updated_at: LocalTime,
}

/// Read a campaign's status
///
/// The status today: stage, days elapsed and left, contents, participants, progress and reporting rates. It holds totals, and
/// units by name only where the campaign allows that. The answer is small and made to be embedded.
#[utoipa::path(params(SlugParameter),
    responses((status = 200, body = PublicCampaignStatus, description = "The status", headers(("ETag" = String)))))]
#[get("/public/campaigns/{slug}/status")]
pub async fn get_public_campaign_status(
    state: web::Data<State>,
    path: Parameters<SlugParameter>,
) -> Result<Answer, Problem> {
    let as_of = state.clock.today();
    let read = async |conn: &Connection| {
        let campaign = campaigns::find_by_slug(conn, &path.0.slug).await?;
        let (contents, parents) = campaigns::contents::outline_and_parents(conn, campaign.id).await?;
        let figures = Figures::read(conn, &campaign, as_of).await?;
        let by_content = figures.by_content(conn, campaign.id, as_of).await?;
        let rates = Totals::of(&reports::rates(conn, campaign.id, as_of).await?);
        let units = if campaign.public_unit_names {
            unit_progress_of(conn, campaign.id, as_of).await?
        } else {
            Vec::new()
        };
        // Where nothing is known of the whole, nothing is known of its parts.
        let content_progress = if figures.sums.known_count > 0 {
            content_progress_of(&contents, &roll_up(&parents, &by_content))
        } else {
            Vec::new()
        };
        let changed_at = figures_changed_at(conn, &campaign).await?;
        Ok((campaign, content_progress, contents, figures, rates, (units, changed_at)))
    };
    let (campaign, content_progress, contents, figures, rates, (unit_progress, changed_at)) =
        state.db.read(read).await?;
    let (starts_on, ends_on) = days(campaign.starts_on, campaign.ends_on)?;
    let period = CampaignPeriod { starts_on, ends_on };
    let elapsed = elapsed_days(campaign.status, period, as_of).ok_or(db::Error::NotFound)?;
    let view = PublicCampaignStatus {
        slug: campaign.slug.unwrap_or_default(),
        code: campaign.code.unwrap_or_default(),
        as_of,
        stage: elapsed.stage,
        starts_on,
        ends_on,
        days_total: elapsed.days_total,
        days_elapsed: elapsed.days_elapsed,
        days_left: elapsed.days_left,
        content_group_count: count(contents.children(None).len()),
        content_count: count(contents.0.len()),
        participant_count: figures.participants,
        pledged_count: figures.pledged(),
        progress: figures.progress().filter(|_| figures.sums.known_count > 0).map(plain),
        elapsed: plain(figures.elapsed.0),
        received_rate: rates.rate(rates.received).map(plain),
        on_time_rate: rates.rate(rates.on_time).map(plain),
        content_progress,
        unit_progress,
        updated_at: local(changed_at),
    };
    Ok(Answer::ok(&view)?.with_etag(campaign.version).cached(CACHED))
}

/// When the campaign, its progress or its reporting rates were changed last.
async fn figures_changed_at(conn: &Connection, campaign: &Campaign) -> Result<DateTime<Utc>, db::Error> {
    let progress = progress::changed_at(conn, campaign.id).await?;
    let rates = reports::changed_at(conn, campaign.id).await?;
    Ok([progress, rates].into_iter().flatten().fold(campaign.updated_at, DateTime::max))
}

/// The progress of each unit that takes part.
async fn unit_progress_of(
    conn: &Connection,
    campaign_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<PublicUnitProgress>, db::Error> {
    let rows = progress::unit_rows(conn, campaign_id, day, None, &PageRead::of(MOST_UNITS)).await?;
    let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), day).await?;
    let view = |row: progress::UnitRow| PublicUnitProgress {
        name: units.get(row.unit_id).name,
        progress: row.progress.filter(|_| row.known_count.unwrap_or_default() > 0).map(plain),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The progress of each content that a pledge in force answers.
fn content_progress_of(contents: &Contents, whole: &HashMap<Uuid, Share>) -> Vec<PublicContentProgress> {
    let answered = contents.in_order().into_iter().filter_map(|content| {
        let progress = whole.get(&content.id)?.progress()?;
        Some(PublicContentProgress { ordinal: content.ordinal.clone(), progress: plain(progress) })
    });
    answered.collect()
}

fn count(contents: usize) -> i64 {
    i64::try_from(contents).unwrap_or(i64::MAX)
}
