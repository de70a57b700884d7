//! Putting nominations on an agenda.

use actix_web::{post, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::store::SetVoting;
use crate::features::councils::routes::access::find_visible_meeting;
use crate::features::councils::routes::meetings::view::CouncilMeetingView;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::rules::{AgendaItemStatus, MeetingStatus};
use crate::features::councils::store::{self, AgendaItem, Council, Meeting};
use crate::features::nominations::rules::NominationAction;
use crate::features::nominations::store::{self as nominations, Situation};
use crate::features::people::store::units_in_force;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::life_cycle::next_step;
use crate::operations::state::State;
use crate::record::Occurrence;

/// The most items of an agenda, removed ones among them.
const MOST_ITEMS: usize = 500;

/// What is put on an agenda.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAgendaItems {
    /// The nominations: those that await the vote at the stage of the council's unit.
    #[schema(min_items = 1, max_items = 200, example = json!(["01980000-0000-7000-8000-0000003d5101"]))]
    nomination_ids: Vec<Uuid>,
}

/// Put nominations on an agenda
///
/// For the standing office of the council's unit, until the meeting is closed. They stand behind what is there.
#[utoipa::path(request_body = NewAgendaItems,
    responses((status = 201, body = CouncilMeetingView, description = "The meeting afterwards", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::meeting_is_over, Code::nomination_not_for_agenda, Code::named_twice, Code::on_another_agenda,
        Code::agenda_is_full
    ]))))]
#[post("/council-meetings/{id}/items")]
pub async fn add_agenda_items(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewAgendaItems>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let seen = find_visible_meeting(tx, &change.caller, id, context.today).await?;
        seen.access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let meeting = store::lock_meeting(tx, id).await?;
        if !matches!(meeting.status, MeetingStatus::Planned | MeetingStatus::Open) {
            return Err(Problem::new(Code::meeting_is_over));
        }
        let council = store::find_council(tx, meeting.council_id).await?;
        add_in(tx, context, (&council, &meeting), &input.nomination_ids).await?;
        let seen = (meeting, &council);
        let view = CouncilMeetingView::of(tx, &change.caller, seen, context.today).await?;
        Answer::created(&state.link(&format!("/council-meetings/{id}")), &view)
    };
    change.run(permit, effect).await
}

/// Puts nominations on the agenda of a locked meeting, and records them.
///
/// # Errors
/// 400 at each that does not await the vote of this council; a [`Problem`] of the database.
pub(in crate::features::councils::routes) async fn add_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (council, meeting): (&Council, &Meeting),
    nomination_ids: &[Uuid],
) -> Result<(), Problem> {
    let before = store::list_items(tx, meeting.id).await?;
    if before.len() + nomination_ids.len() > MOST_ITEMS {
        return Err(Problem::new(Code::agenda_is_full).with("limit", MOST_ITEMS));
    }
    // In the order of their ids, so that two who do this at once do not wait for each other.
    nominations::lock_heads(tx, nomination_ids).await?;
    let first = before.last().map_or(1, |item| item.position + 1);
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for (place, (position, id)) in (first..).zip(nomination_ids).enumerate() {
        let at = format!("/nominationIds/{place}");
        if nomination_ids.iter().take(place).any(|other| other == id) {
            faults.push(Violation::at(at, Code::named_twice));
            continue;
        }
        match stage_to_vote_at(tx, context, council, *id).await? {
            Some(stage_id) => items.push(AgendaItem {
                id: context.ids.next(),
                meeting_id: meeting.id,
                position,
                nomination_id: *id,
                stage_id,
                status: AgendaItemStatus::Pending,
                voting: SetVoting::default(),
                nomination_version: None,
                voters: None,
                votes_for: None,
                votes_against: None,
                votes_blank: None,
                votes_of: None,
                version: RowVersion::FIRST,
                created_at: context.at,
                updated_at: context.at,
            }),
            None => faults.push(Violation::at(at, Code::nomination_not_for_agenda).with("nomination", id)),
        }
    }
    require_none(faults)?;
    store::add_items(tx, &items).await?;
    for item in &items {
        let what = (Occurrence::AgendaItemAdded, council);
        record_thing(tx, context, what, (None, (item, Value::Null))).await?;
    }
    Ok(())
}

/// The stage at which a council votes on a nomination; none where it does not.
async fn stage_to_vote_at(
    tx: &mut Connection,
    context: &ChangeContext,
    council: &Council,
    nomination_id: Uuid,
) -> Result<Option<Uuid>, Problem> {
    let nomination = match nominations::lock_exclusive(tx, nomination_id).await {
        Err(db::Error::NotFound) => return Ok(None),
        found => found?,
    };
    let Some(unit) = nomination.stage_unit_id else { return Ok(None) };
    let now = units_in_force(tx, &[unit, council.unit_id], context.today).await?;
    let situation = Situation::of(tx, &nomination, context.today).await?;
    let is_votable = next_step(&situation.life(&nomination, None), NominationAction::Vote, None).is_ok();
    let is_here = now.get(&unit).is_some_and(|unit| now.get(&council.unit_id) == Some(unit));
    Ok(situation.stage.filter(|_| is_votable && is_here).map(|stage| stage.id))
}
