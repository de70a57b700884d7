//! Who takes part.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PageOfCampaign, Viewer, seen};
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignStatus;
use crate::features::campaigns::store::participants::{Participant, list, reached};
use crate::features::campaigns::store::{self, Campaign};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;

/// Stands in cursors for units of a draft: earlier than any day of joining.
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
    /// Since when it takes part; null in a draft.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-01")]
    joined_on: Option<NaiveDate>,
    /// The first day on which it no longer took part.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    left_on: Option<NaiveDate>,
}

/// A page of participants.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignParticipantPage {
    /// The units, by code.
    #[schema(max_items = 200)]
    items: Vec<CampaignParticipant>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a campaign's participants
///
/// The units that take part, by code: frozen by the launch, changed only by amendments. Of a draft, the units that a
/// launch today would call upon.
#[utoipa::path(params(PageOfCampaign),
    responses((status = 200, body = CampaignParticipantPage, description = "A page of participants", headers(("Link" = String)))))]
#[get("/campaigns/{id}/participants")]
pub async fn list_campaign_participants(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfCampaign>,
) -> Result<Answer, Problem> {
    let PageOfCampaign { id, cursor, limit } = parameters.0;
    let viewer = Viewer::new(&request, &state, &caller);
    let pager = Pager::begin(&state.cursors, format!("participants {id}"), cursor.as_deref(), limit)?;
    let after = after(&pager)?;
    let rows = state
        .db
        .read(async |conn| {
            let campaign = seen(conn, &viewer, id).await?;
            let rows = match campaign.status {
                CampaignStatus::Draft | CampaignStatus::Withdrawn => {
                    called_upon(conn, &campaign, viewer.today, after.as_ref()).await?
                }
                _ => list(conn, id, after.clone(), pager.rows_to_fetch()).await?,
            };
            named(conn, rows, viewer.today).await
        })
        .await?;
    let place = |row: &CampaignParticipant| Position {
        key: row.code.clone(),
        id: row.joined_on.map_or_else(|| NEVER.to_owned(), |day| day.to_string()),
    };
    let (items, next_cursor) = pager.page(rows, place);
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&CampaignParticipantPage { items, next_cursor })?.with_link(link))
}

fn after(pager: &Pager<'_>) -> Result<Option<(String, NaiveDate)>, Problem> {
    let code: Option<String> = pager.after_key()?;
    let Some(code) = code else { return Ok(None) };
    let day: Option<NaiveDate> = pager.after_id()?;
    day.map(|day| Some((code, day))).ok_or_else(|| Problem::new(Code::invalid_cursor))
}

/// The units that a launch of the draft today would call upon, after a code.
async fn called_upon(
    conn: &Connection,
    campaign: &Campaign,
    today: NaiveDate,
    after: Option<&(String, NaiveDate)>,
) -> Result<Vec<(String, Participant)>, db::Error> {
    let charter = store::charter_of(conn, campaign).await?;
    let ids = reached(conn, &charter.participants, today).await?;
    let names = units::find_names(conn, &ids, today).await?;
    let later = names.into_iter().filter(|unit| after.is_none_or(|(code, _)| unit.code > *code));
    let row =
        |unit: units::UnitName| (unit.code, Participant { unit_id: unit.id, joined_on: None, left_on: None });
    Ok(later.map(row).collect())
}

/// The rows with the names of their units, each as of its own day.
async fn named(
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
