//! Voting.

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible_meeting;
use super::recorded::record_thing;
use super::sitting::Sitting;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::Ballot;
use crate::features::councils::rules::{AgendaItemStatus, Choice, has_quorum, may_vote};
use crate::features::councils::store::{self, AgendaItem, Meeting, Recusal};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A vote on an item.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewVote {
    /// The item of the agenda.
    #[schema(example = "01980000-0000-7000-8000-0000003e2002")]
    pub item_id: Uuid,
    /// What is voted.
    #[schema(example = "FOR")]
    pub choice: Choice,
}

/// A ballot paper: votes on one or more items whose votes are open.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BallotPaper {
    /// The votes, one an item.
    #[schema(min_items = 1, max_items = 200)]
    pub votes: Vec<NewVote>,
}

/// That votes were taken; what was voted is told to nobody, not even to the voter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BallotReceipt {
    /// The items on which the caller has voted now.
    #[schema(max_items = 200, example = json!(["01980000-0000-7000-8000-0000003e1101"]))]
    item_ids: Vec<Uuid>,
}

/// Cast votes
///
/// For the members who are there, or are asked in writing where the catalogue allows it; never for who is recused. All votes of
/// the paper count or none does. A vote is cast once and for good. It is kept without its voter, and neither the answer nor any
/// record tells what was voted; a second try with the same votes is refused as one.
#[utoipa::path(request_body = BallotPaper,
    responses((status = 201, body = BallotReceipt, description = "Taken", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::named_twice, Code::unknown_agenda_item, Code::vote_is_not_open, Code::vote_is_by_hands,
        Code::member_is_absent, Code::member_is_recused, Code::already_voted, Code::no_quorum
    ]))))]
#[post("/council-meetings/{id}/ballots")]
pub async fn cast_ballots(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<BallotPaper>,
) -> Result<Answer, Problem> {
    let (id, paper, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        find_visible_meeting(tx, &change.caller, id, context.today).await?.access.require(Permission::Vote)
    };
    let effect = async |tx: &mut Connection| {
        let meeting = store::lock_meeting_shared(tx, id).await?;
        cast_in(tx, context, &meeting, &paper).await?;
        let receipt = BallotReceipt { item_ids: paper.votes.iter().map(|vote| vote.item_id).collect() };
        Answer::created(&state.link(&format!("/council-meetings/{id}")), &receipt)
    };
    change.run_without_idempotency(permit, effect).await
}

/// Casts the votes of who acts in a held meeting, and records that they were cast.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn cast_in(
    tx: &mut Connection,
    context: &ChangeContext,
    meeting: &Meeting,
    paper: &BallotPaper,
) -> Result<(), Problem> {
    let voter = context.actor()?;
    let items = lock_items(tx, meeting, paper).await?;
    let sitting = Sitting::of(tx, meeting).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let recusals = store::list_recusals(tx, &ids).await?;
    if let Some(item) = store::has_voted(tx, &ids, voter).await?.first() {
        return Err(Problem::new(Code::already_voted).with_existing(*item));
    }
    for item in &items {
        check_vote(&sitting, item, &recusals, voter)?;
    }
    // In the order of the items, in which they were locked.
    for item in &items {
        if let Some(vote) = paper.votes.iter().find(|vote| vote.item_id == item.id) {
            store::cast(tx, item.id, voter, vote.choice).await?;
        }
    }
    let council = store::find_council(tx, meeting.council_id).await?;
    let states = (None, (meeting, json!({"itemIds": ids})));
    record_thing::<Meeting>(tx, context, (Occurrence::BallotCast, &council), states).await
}

/// The items of a paper, held so that nobody closes their votes meanwhile, in the order of their ids.
async fn lock_items(
    tx: &mut Connection,
    meeting: &Meeting,
    paper: &BallotPaper,
) -> Result<Vec<AgendaItem>, Problem> {
    let mut faults = Vec::new();
    let mut named: Vec<(Uuid, usize)> = Vec::new();
    for (place, vote) in paper.votes.iter().enumerate() {
        if named.iter().any(|(id, _)| *id == vote.item_id) {
            faults.push(Violation::at(format!("/votes/{place}/itemId"), Code::named_twice));
        } else {
            named.push((vote.item_id, place));
        }
    }
    named.sort_unstable();
    let mut items = Vec::new();
    for (id, place) in named {
        match store::lock_item_shared(tx, id).await {
            Ok(item) if item.meeting_id == meeting.id => items.push(item),
            Ok(_) | Err(db::Error::NotFound) => {
                let at = format!("/votes/{place}/itemId");
                faults.push(Violation::at(at, Code::unknown_agenda_item).with("item", id));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if faults.is_empty() { Ok(items) } else { Err(Problem::invalid(faults)) }
}

/// Passes when somebody can vote on an item.
///
/// # Errors
/// 409 otherwise, which says why.
fn check_vote(
    sitting: &Sitting,
    item: &AgendaItem,
    recusals: &[Recusal],
    voter: Uuid,
) -> Result<(), Problem> {
    let refuse = |code| Err(Problem::new(code).with("position", item.position));
    let rule = item.voting.0.as_ref().filter(|_| item.status == AgendaItemStatus::Voting);
    let Some(rule) = rule else { return refuse(Code::vote_is_not_open) };
    if rule.ballot == Ballot::Open {
        return refuse(Code::vote_is_by_hands);
    }
    let Some(seat) = sitting.seat(voter, item, recusals) else { return refuse(Code::member_is_absent) };
    if seat.is_recused {
        return refuse(Code::member_is_recused);
    }
    if !may_vote(rule, seat) {
        return refuse(Code::member_is_absent);
    }
    if has_quorum(rule, sitting.assembly(rule, item, recusals)) == Some(true) {
        Ok(())
    } else {
        refuse(Code::no_quorum)
    }
}
