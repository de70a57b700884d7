//! The units that take part.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignStatus;
use crate::features::campaigns::store::participants::{self, Participant};
use crate::features::campaigns::store::{self, Campaign};
use crate::features::units::store as units;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// The day in cursors for units of a draft: earlier than any day of joining.
const NEVER: &str = "0001-01-01";

/// A unit that takes part.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignParticipant {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    code: String,
    /// Its name on the day it joined; in a draft, its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    name: String,
    /// The day it joined; null in a draft.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-01")]
    joined_on: Option<NaiveDate>,
    /// The first day on which it no longer took part.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
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
        let rows = match campaign.status {
            CampaignStatus::Draft | CampaignStatus::Withdrawn => {
                units_in_draft(conn, &campaign, today, after.as_ref()).await?
            }
            _ => participants::list(conn, id, after.clone(), page.rows_to_fetch()).await?,
        };
        add_names(conn, rows, today).await
    };
    page.answer(state.db.read(list).await?, position, |row| row)
}

fn position(row: &CampaignParticipant) -> Position {
    Position::new(&row.code, row.joined_on.map_or_else(|| NEVER.to_owned(), |day| day.to_string()))
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
    after: Option<&(String, NaiveDate)>,
) -> Result<Vec<(String, Participant)>, db::Error> {
    let charter = store::charter_of(conn, campaign).await?;
    let ids = participants::units_in(conn, &charter.participants, today).await?;
    let names = units::find_names(conn, &ids, today).await?;
    let later = names.into_iter().filter(|unit| after.is_none_or(|(code, _)| unit.code > *code));
    let row =
        |unit: units::UnitName| (unit.code, Participant { unit_id: unit.id, joined_on: None, left_on: None });
    Ok(later.map(row).collect())
}

/// The rows with the names of their units, each as of its own day.
async fn add_names(
    conn: &Connection,
    rows: Vec<(String, Participant)>,
    today: NaiveDate,
) -> Result<Vec<CampaignParticipant>, db::Error> {
    let mut by_day: HashMap<NaiveDate, Vec<Uuid>> = HashMap::new();
    for (_, participant) in &rows {
        by_day.entry(participant.joined_on.unwrap_or(today)).or_default().push(participant.unit_id);
    }
    let mut names: HashMap<(NaiveDate, Uuid), String> = HashMap::new();
    for (day, ids) in by_day {
        let of_day = units::find_names(conn, &ids, day).await?;
        names.extend(of_day.into_iter().map(|unit| ((day, unit.id), unit.name)));
    }
    let view = |(code, of): (String, Participant)| CampaignParticipant {
        unit_id: of.unit_id,
        code,
        name: names.get(&(of.joined_on.unwrap_or(today), of.unit_id)).cloned().unwrap_or_default(),
        joined_on: of.joined_on,
        left_on: of.left_on,
    };
    Ok(rows.into_iter().map(view).collect())
}
