//! What several of these operations share.

use actix_web::HttpRequest;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::contents::Contents;
use super::rules::readiness::period;
use super::rules::{CampaignStatus, Charter, NotRunning};
use super::store::{self, Campaign, Whole};
use super::view::CampaignView;
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::http::outer_middleware::locale_of;
use crate::http::{Answer, Code, Locale, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Subject;
use store::participants::Overlap;

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CampaignParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
}

/// Which draft.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DraftParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000400")]
    id: Uuid,
}

/// Which page of something about one campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfCampaign {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Who looks at a campaign, when, in which language.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// When.
    pub today: NaiveDate,
    /// In which language texts are answered.
    pub locale: Locale,
}

impl<'a> Viewer<'a> {
    /// Whoever sent a request that reads.
    fn new(request: &HttpRequest, state: &State, caller: &'a Caller) -> Self {
        Self { caller, today: state.clock.today(), locale: locale_of(request) }
    }
}

impl<'a> From<&'a Change> for Viewer<'a> {
    fn from(change: &'a Change) -> Self {
        Self { caller: &change.caller, today: change.context.today, locale: change.locale() }
    }
}

/// A campaign with what a view of it needs to know.
#[derive(Debug)]
pub struct Picture {
    /// The campaign.
    pub whole: Whole,
    /// The launching unit and the units above it.
    pub lineage: Vec<Uuid>,
    /// Running campaigns that call upon the same units on the same days.
    pub overlaps: Vec<Overlap>,
}

/// The campaign, if the caller may see it: launched ones everybody, drafts who may read them there.
///
/// # Errors
/// [`db::Error::NotFound`] otherwise.
pub async fn seen(conn: &Connection, viewer: &Viewer<'_>, id: Uuid) -> Result<Campaign, db::Error> {
    let campaign = store::find(conn, id).await?;
    if campaign.status.is_published() {
        return Ok(campaign);
    }
    let lineage = authorization::lineage(conn, campaign.launching_unit_id, viewer.today).await?;
    if allows(&viewer.caller.grants, Permission::ReadDrafts, &lineage) {
        Ok(campaign)
    } else {
        Err(db::Error::NotFound)
    }
}

/// Everything a view of the campaign needs.
///
/// # Errors
/// [`db::Error`].
pub async fn picture(conn: &Connection, campaign: Campaign, today: NaiveDate) -> Result<Picture, db::Error> {
    let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
    let day = campaign.launched_on.unwrap_or(today);
    let whole = store::whole(conn, campaign, day).await?;
    let overlaps = overlaps(conn, &whole, today).await?;
    Ok(Picture { whole, lineage, overlaps })
}

/// Running campaigns that call upon the same units on the same days; a campaign that is over overlaps with nothing.
pub(super) async fn overlaps(
    conn: &Connection,
    whole: &Whole,
    today: NaiveDate,
) -> Result<Vec<Overlap>, db::Error> {
    let status = whole.campaign.status;
    let Some(period) = period(&whole.charter) else { return Ok(Vec::new()) };
    let called_upon = match status {
        CampaignStatus::Draft => {
            store::participants::reached(conn, &whole.charter.participants, today).await?
        }
        status if status.is_running() => store::participants::members(conn, whole.campaign.id).await?,
        _ => return Ok(Vec::new()),
    };
    store::participants::overlaps(conn, whole.campaign.id, &called_upon, period).await
}

/// Passes when the caller sees the campaign and may edit campaigns of its unit.
pub(super) async fn require_editor(
    tx: &mut Connection,
    change: &Change,
    id: Uuid,
) -> Result<Campaign, Problem> {
    seen(tx, &Viewer::from(change), id).await?;
    // Locked already here, so that it can't be moved to another unit between the question and the change.
    let campaign = store::lock_exclusive(tx, id).await?;
    let (unit_id, today) = (campaign.launching_unit_id, change.context.today);
    unit_scope::require(tx, &change.caller, Permission::EditCampaigns, Some(unit_id), today).await?;
    Ok(campaign)
}

impl From<NotRunning> for Problem {
    fn from(NotRunning(status): NotRunning) -> Self {
        Self::new(Code::campaign_is_not_running).with("status", status)
    }
}

/// Only a draft is changed freely.
pub(super) fn require_draft(campaign: &Campaign) -> Result<(), Problem> {
    match campaign.status {
        CampaignStatus::Draft => Ok(()),
        status => Err(Problem::new(Code::campaign_is_no_draft).with("status", status)),
    }
}

/// The campaign as it is now, as the answer to a change.
pub(super) async fn answer(tx: &mut Connection, viewer: &Viewer<'_>, id: Uuid) -> Result<Answer, Problem> {
    let view = current(tx, viewer, id).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}

/// The campaign as it is now.
pub(super) async fn current(tx: &Connection, viewer: &Viewer<'_>, id: Uuid) -> Result<CampaignView, Problem> {
    let campaign = store::find(tx, id).await?;
    CampaignView::new(&picture(tx, campaign, viewer.today).await?, viewer)
}

/// A campaign as history names it.
pub(super) const fn subject(id: Uuid, launching_unit_id: Uuid) -> Subject {
    Subject { id, unit_id: Some(launching_unit_id) }
}

/// What a campaign says, as the audit trail keeps it.
pub(super) fn audited(charter: &Charter) -> Result<Value, Problem> {
    serde_json::to_value(charter).map_err(Problem::internal)
}

/// What a new campaign says, contents and all, as the audit trail keeps it.
pub(super) fn audited_whole(charter: &Charter, contents: &Contents) -> Result<Value, Problem> {
    let mut whole = audited(charter)?;
    if let Some(members) = whole.as_object_mut() {
        let contents = serde_json::to_value(&contents.0).map_err(Problem::internal)?;
        members.insert("contents".to_owned(), contents);
    }
    Ok(whole)
}
