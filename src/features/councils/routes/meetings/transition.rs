//! The steps of a meeting's life, and the history of them.

use actix_web::{get, post, web};
use serde_json::Value;

use super::view::{CouncilMeetingView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible_meeting;
use crate::features::councils::routes::items::transition::remove;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{AgendaItemStatus, MeetingAction, MeetingLife};
use crate::features::councils::store::{self, Council, Meeting};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Take a step with a meeting
///
/// For the standing office of the council's unit. OPEN from its day on, with the members of that day. CLOSE when no vote is open;
/// what was not voted on leaves the agenda, as with CANCEL, and can be put on another one.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<MeetingAction>,
    responses((status = 200, body = CouncilMeetingView, description = "The meeting afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::forbidden, Code::meeting_is_not_due, Code::council_has_no_members,
        Code::council_was_recomposed, Code::one_person_twice, Code::agenda_is_empty, Code::vote_is_open
    ]))))]
#[post("/council-meetings/{id}/transitions")]
pub async fn transition_council_meeting(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<MeetingAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let seen = find_visible_meeting(tx, &change.caller, id, context.today).await?;
        seen.access.require(permission_for::<MeetingLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_meeting(tx, id).await?;
        if_match.check(before.version)?;
        let council = store::find_council(tx, before.council_id).await?;
        let after = transition_in(tx, context, (&council, &before), &input).await?;
        let seen = (after, &council);
        let view = CouncilMeetingView::of(tx, &change.caller, seen, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked meeting, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (council, before): (&Council, &Meeting),
    input: &TransitionInput<MeetingAction>,
) -> Result<Meeting, Problem> {
    let sitting = Sitting::of(tx, before).await?;
    let items = store::list_items(tx, before.id).await?;
    let life = life_of(before, &sitting, items.iter().map(|item| item.status), context.today);
    let now = store::composition_on(tx, council.id, context.today).await?;
    let then = sitting.composition.as_ref().map(|own| own.id);
    let life = MeetingLife {
        is_recomposed: now.map(|own| own.id) != then,
        has_one_person_twice: sitting.has_one_person_twice(tx, context.today).await?,
        ..life
    };
    let step = next_step(&life, input.action, input.reason.as_deref())?;
    let composition_id = match step.action {
        MeetingAction::Open => then,
        MeetingAction::Close | MeetingAction::Cancel => {
            for item in items.iter().filter(|item| item.status == AgendaItemStatus::Pending) {
                remove(tx, context, council, item).await?;
            }
            before.composition_id
        }
    };
    let after = Meeting {
        status: step.to,
        composition_id,
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::advance_meeting(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, input.reason.as_deref())).await?;
    let states = (Some((before, Value::Null)), (&after, Value::Null));
    record_thing(tx, context, (step.occurrence, council), states).await?;
    Ok(after)
}

/// List a meeting's transitions
///
/// When it was opened, closed or cancelled, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/council-meetings/{id}/transitions")]
pub async fn list_council_meeting_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible_meeting(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
