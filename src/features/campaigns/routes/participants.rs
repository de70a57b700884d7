//! The units that take part.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::access::find_visible;
use crate::auth::Caller;
use crate::db::page::PageRead;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignStatus;
use crate::features::campaigns::store::participants::{self, Participant};
use crate::features::campaigns::store::{self, Campaign};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{UnitNames, UnitReference};
use crate::operations::state::State;

/// The day in cursors for units of a draft: earlier than any day of joining.
const NEVER: &str = "0001-01-01";

/// A unit that takes part.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignParticipant {
    /// The unit, by its name on the day it joined; in a draft, by its name today.
    unit: UnitReference,
    /// The day it joined; null in a draft.
    #[schema(required, example = "2023-02-01")]
    joined_on: Option<NaiveDate>,
    /// The first day on which it no longer took part.
    #[schema(required, example = json!(null))]
    left_on: Option<NaiveDate>,
}

/// List a campaign's participants
///
/// The units that take part, by code: the launch freezes them, only amendments change them. For a draft, the units that
/// a launch today would call upon.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<CampaignParticipant>, description = "A page of participants",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/participants")]
pub async fn list_campaign_participants(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today, after) = (path.0.id, state.clock.today(), after(&page)?);
    let list = async |conn: &Connection| {
        let campaign = find_visible(conn, &caller, id, today).await?;
        match campaign.status {
            CampaignStatus::Draft | CampaignStatus::Withdrawn => {
                units_in_draft(conn, &campaign, today, (after.as_ref(), page.read())).await
            }
            _ => {
                let rows = participants::list(conn, id, after.clone(), page.read()).await?;
                add_names(conn, rows, today).await
            }
        }
    };
    page.answer(state.db.read(list).await?, position, |row| row)
}

fn position(row: &CampaignParticipant) -> Position {
    Position::new(&row.unit.code, row.joined_on.map_or_else(|| NEVER.to_owned(), |day| day.to_string()))
}

fn after(page: &PageRequest) -> Result<Option<(String, NaiveDate)>, Problem> {
    let code: Option<String> = page.after_key()?;
    let Some(code) = code else { return Ok(None) };
    let day: Option<NaiveDate> = page.after_id()?;
    day.map(|day| Some((code, day))).ok_or_else(|| Problem::new(Code::invalid_cursor))
}

/// The units that a launch of the draft today would call upon, after a code.
async fn units_in_draft(
    conn: &Connection,
    campaign: &Campaign,
    today: NaiveDate,
    (after, page): (Option<&(String, NaiveDate)>, &PageRead),
) -> Result<Vec<CampaignParticipant>, db::Error> {
    let charter = store::charter_of(conn, campaign).await?;
    let ids = participants::units_in(conn, &charter.participants, today).await?;
    let units = UnitReference::list(conn, &ids, today).await?;
    page.count_of(&units);
    let later = units.into_iter().filter(|unit| after.is_none_or(|(code, _)| unit.code > *code));
    Ok(later.map(|unit| CampaignParticipant { unit, joined_on: None, left_on: None }).collect())
}

/// The rows with the names of their units, each as of its own day.
async fn add_names(
    conn: &Connection,
    rows: Vec<Participant>,
    today: NaiveDate,
) -> Result<Vec<CampaignParticipant>, db::Error> {
    let names = UnitNames::find(conn, rows.iter().map(|row| row.unit_id)).await?;
    let view = |of: Participant| CampaignParticipant {
        unit: names.on(of.unit_id, of.joined_on.unwrap_or(today)),
        joined_on: of.joined_on,
        left_on: of.left_on,
    };
    Ok(rows.into_iter().map(view).collect())
}
