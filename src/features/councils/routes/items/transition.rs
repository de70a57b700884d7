//! The steps of an item's life: its vote is opened, closed or voided; and the history of them.

use actix_web::{get, post, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::AgendaItemView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::Ballot;
use crate::features::catalogue::store::SetVoting;
use crate::features::councils::routes::access::{CouncilAccess, find_visible_meeting};
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{
    AgendaItemAction, AgendaItemStatus, Assembly, Count, ItemLife, MeetingStatus, Tally, has_quorum, tally,
};
use crate::features::councils::store::{self, AgendaItem, Council, Meeting, Recusal};
use crate::features::nominations::rules::{NominationAction, NominationLife};
use crate::features::nominations::store::{self as nominations, Nomination, NominationStage, Situation};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which item of which meeting.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgendaItemPath {
    /// The meeting's id.
    pub id: Uuid,
    /// The item's id.
    pub item_id: Uuid,
}

/// How many hands were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShownHands {
    /// Hands for it.
    #[schema(minimum = 0, maximum = 100, example = 3)]
    votes_for: u32,
    /// Hands against it.
    #[schema(minimum = 0, maximum = 100, example = 0)]
    votes_against: u32,
    /// Members who showed neither.
    #[schema(minimum = 0, maximum = 100, example = 0)]
    votes_blank: u32,
}

/// A step of an item.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgendaItemTransition {
    /// The action to take.
    #[schema(example = "OPEN")]
    pub action: AgendaItemAction,
    /// Why; VOID needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
    /// With CLOSE, where the catalogue has the council vote by a show of hands.
    #[schema(nullable = false)]
    pub hands: Option<ShownHands>,
}

/// Take a step with an agenda item
///
/// For the standing office of the council's unit. OPEN when the meeting is open, the quorum is there and the catalogue says how
/// many that is; members whom the case concerns take no part. Where the law asks for them, opinions of others
/// and the outcome of the public consultation must be there before. CLOSE counts: the quorum must still be there and the nomination
/// be what it was when the vote was opened. VOID ends the vote without a result. The result is a step of the nomination, too. There
/// is no trial: it would count ballots while others still vote.
#[utoipa::path(request_body = AgendaItemTransition,
    responses((status = 200, body = AgendaItemView, description = "The item afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::opinion_missing, Code::consultation_missing, Code::objection_was_upheld,
        Code::reason_required, Code::forbidden, Code::meeting_is_not_open, Code::nomination_does_not_await_this_vote,
        Code::quorum_is_not_set, Code::no_quorum, Code::nobody_can_vote, Code::not_for_this_kind, Code::needed_for_this_kind,
        Code::more_votes_than_voters
    ]))))]
#[post("/council-meetings/{id}/items/{itemId}/transitions")]
pub async fn transition_agenda_item(
    change: Change,
    if_match: IfMatch,
    path: Parameters<AgendaItemPath>,
    input: Json<AgendaItemTransition>,
) -> Result<Answer, Problem> {
    let (AgendaItemPath { id, item_id }, input, context) = (path.0, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let seen = find_visible_meeting(tx, &change.caller, id, context.today).await?;
        find_item_of(tx, path.0).await?;
        seen.access.require(permission_for::<ItemLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let meeting = store::lock_meeting_shared(tx, id).await?;
        let before = store::lock_item(tx, item_id).await?;
        if_match.check(before.version)?;
        let council = store::find_council(tx, meeting.council_id).await?;
        let sitting = Sitting::of(tx, &meeting).await?;
        let after = transition_in(tx, context, (&council, &meeting, &before), (&sitting, &input)).await?;
        let access = CouncilAccess::of(tx, &change.caller, &council, context.today).await?;
        let seen = (&change.caller, access);
        let view = AgendaItemView::of(tx, seen, (&meeting, &sitting), after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// The item, if it is on the agenda of that meeting.
pub(super) async fn find_item_of(conn: &Connection, path: AgendaItemPath) -> Result<AgendaItem, db::Error> {
    let item = store::find_item(conn, path.item_id).await?;
    if item.meeting_id == path.id { Ok(item) } else { Err(db::Error::NotFound) }
}

/// What a step of an item asks: the nomination as it stands, and who is there.
struct Vote {
    nomination: Nomination,
    situation: Situation,
    assembly: Assembly,
    rule: SetVoting,
}

impl Vote {
    async fn of(
        tx: &Connection,
        context: &ChangeContext,
        (sitting, item): (&Sitting, &AgendaItem),
        nomination: Nomination,
    ) -> Result<Self, Problem> {
        let recusals = store::list_recusals(tx, &[item.id]).await?;
        let situation = Situation::of(tx, &nomination, context.today).await?;
        let rule = match item.status {
            AgendaItemStatus::Voting => item.voting.clone(),
            _ => SetVoting(situation.voting.clone()),
        };
        let assembly = rule.0.as_ref().map(|rule| sitting.assembly(rule, item, &recusals));
        Ok(Self { nomination, situation, assembly: assembly.unwrap_or_default(), rule })
    }

    /// The step of the nomination that the result is.
    fn nomination_step(&self) -> Result<&'static Step<NominationLife>, Problem> {
        next_step(&self.situation.life(&self.nomination, None), NominationAction::Vote, None)
    }

    /// Whether the nomination awaits this vote: at the same stage, and once the vote is open unchanged.
    fn is_votable(&self, item: &AgendaItem) -> bool {
        let stage = self.situation.stage.as_ref().map(|stage| stage.id);
        let is_unchanged = item.nomination_version.is_none_or(|version| version == self.nomination.version);
        stage == Some(item.stage_id) && is_unchanged && self.nomination_step().is_ok()
    }

    fn tally(&self, count: Count) -> Tally {
        let none = Tally { count, of: 0, is_carried: false };
        self.rule.0.as_ref().map_or(none, |rule| tally(rule, self.assembly, count))
    }
}

/// Takes a step of a locked item, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn transition_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (council, meeting, before): (&Council, &Meeting, &AgendaItem),
    (sitting, input): (&Sitting, &AgendaItemTransition),
) -> Result<AgendaItem, Problem> {
    let nomination = nominations::lock_exclusive(tx, before.nomination_id).await?;
    if input.action == AgendaItemAction::Open && before.status == AgendaItemStatus::Pending {
        let concerned = sitting.concerned(tx, council, &nomination, context.today).await?;
        let recusal = |(user_id, ground)| Recusal { item_id: before.id, user_id, ground, reason: None };
        store::recuse(tx, &concerned.into_iter().map(recusal).collect::<Vec<_>>()).await?;
    }
    let vote = Vote::of(tx, context, (sitting, before), nomination).await?;
    let count = count_of(tx, before, &vote, input).await?;
    let result = vote.tally(count);
    let life = ItemLife {
        status: before.status,
        is_held: meeting.status == MeetingStatus::Open,
        is_votable: vote.is_votable(before),
        obstacle: vote.situation.state.obstacle_to_vote(),
        has_quorum: vote.rule.0.as_ref().and_then(|rule| has_quorum(rule, vote.assembly)),
        has_voters: vote.assembly.voters > 0,
        is_carried: result.is_carried,
    };
    let step = next_step(&life, input.action, input.reason.as_deref());
    let step = step.map_err(|problem| match problem.code {
        Code::opinion_missing => {
            problem.with("opinions", vote.situation.procedure.words_of_missing_opinions())
        }
        _ => problem,
    })?;
    let after = match step.action {
        AgendaItemAction::Open => AgendaItem {
            voting: vote.rule,
            nomination_version: Some(vote.nomination.version),
            ..before.clone()
        },
        AgendaItemAction::Close => close(tx, context, (before, &vote), result).await?,
        AgendaItemAction::Void => {
            store::discard_votes(tx, before.id).await?;
            AgendaItem { voting: SetVoting::default(), nomination_version: None, ..before.clone() }
        }
        AgendaItemAction::Remove => before.clone(),
    };
    write_step(tx, context, (step, council), (before, after), input.reason.as_deref()).await
}

/// Takes a pending item from the agenda of a locked meeting.
///
/// # Errors
/// A [`Problem`] of the database.
pub(in crate::features::councils::routes) async fn remove(
    tx: &mut Connection,
    context: &ChangeContext,
    council: &Council,
    item: &AgendaItem,
) -> Result<AgendaItem, Problem> {
    let life = ItemLife {
        status: item.status,
        is_held: false,
        is_votable: false,
        obstacle: None,
        has_quorum: None,
        has_voters: false,
        is_carried: false,
    };
    let step = next_step(&life, AgendaItemAction::Remove, None)?;
    write_step(tx, context, (step, council), (item, item.clone()), None).await
}

async fn write_step(
    tx: &mut Connection,
    context: &ChangeContext,
    (step, council): (&Step<ItemLife>, &Council),
    (before, after): (&AgendaItem, AgendaItem),
    reason: Option<&str>,
) -> Result<AgendaItem, Problem> {
    let after =
        AgendaItem { status: step.to, version: before.version.next(), updated_at: context.at, ..after };
    store::advance_item(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, reason)).await?;
    let states = (Some((before, Value::Null)), (&after, Value::Null));
    record_thing(tx, context, (step.occurrence, council), states).await?;
    Ok(after)
}

/// The votes of an item whose vote is closed: the ballots, or the hands that were shown.
async fn count_of(
    tx: &Connection,
    item: &AgendaItem,
    vote: &Vote,
    input: &AgendaItemTransition,
) -> Result<Count, Problem> {
    let is_closing = input.action == AgendaItemAction::Close && item.status == AgendaItemStatus::Voting;
    let is_by_hands = vote.rule.0.as_ref().is_some_and(|rule| rule.ballot == Ballot::Open);
    let at = |code| Err(Problem::invalid(vec![Violation::at("/hands", code).with("kind", input.action)]));
    match (input.hands, is_closing && is_by_hands) {
        (Some(_), false) => at(Code::not_for_this_kind),
        (None, true) => at(Code::needed_for_this_kind),
        (Some(hands), true) => {
            let ShownHands { votes_for, votes_against: against, votes_blank: blank } = hands;
            let count = Count { votes_for, against, blank };
            if count.cast() <= vote.assembly.voters {
                return Ok(count);
            }
            let fault = Violation::at("/hands", Code::more_votes_than_voters);
            Err(Problem::invalid(vec![fault.with("voters", vote.assembly.voters)]))
        }
        (None, false) if is_closing => Ok(store::count_ballots(tx, item.id).await?.into_iter().collect()),
        (None, false) => Ok(Count::default()),
    }
}

/// Writes the result at the item and at the stage of the nomination, which takes its step; the ballots are mixed.
async fn close(
    tx: &mut Connection,
    context: &ChangeContext,
    (item, vote): (&AgendaItem, &Vote),
    result: Tally,
) -> Result<AgendaItem, Problem> {
    store::mix_ballots(tx, item.id).await?;
    let number = |count: u32| i32::try_from(count).map_err(Problem::internal);
    let (votes_for, votes_of) = (number(result.count.votes_for)?, number(result.of)?);
    let stage = vote.situation.stage.clone().ok_or_else(|| Problem::internal("a vote at no stage"))?;
    let stage = NominationStage {
        is_carried: Some(result.is_carried),
        votes_for: Some(votes_for),
        votes_of: Some(votes_of),
        voted_on: Some(context.today),
        ..stage
    };
    nominations::update_stage(tx, &stage).await?;
    let (step, told) = (vote.nomination_step()?, (None, Value::Null));
    nominations::take_step(tx, context, step, (&vote.nomination, vote.nomination.clone()), told).await?;
    Ok(AgendaItem {
        voters: Some(number(vote.assembly.voters)?),
        votes_for: Some(votes_for),
        votes_against: Some(number(result.count.against)?),
        votes_blank: Some(number(result.count.blank)?),
        votes_of: Some(votes_of),
        ..item.clone()
    })
}

/// List an agenda item's transitions
///
/// When its vote was opened, closed or voided, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/council-meetings/{id}/items/{itemId}/transitions")]
pub async fn list_agenda_item_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<AgendaItemPath>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| {
        find_visible_meeting(conn, &caller, path.0.id, today).await?;
        find_item_of(conn, path.0).await.map(drop)
    };
    state.db.read(find).await?;
    history_page(&page, &state.db, path.0.item_id).await
}
