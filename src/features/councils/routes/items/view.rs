//! What an item of an agenda looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{AwardReference, Ballot, Voting};
use crate::features::catalogue::store::AwardReferences;
use crate::features::councils::routes::access::CouncilAccess;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{
    AgendaItemAction, AgendaItemStatus, Count, ItemLife, MeetingStatus, MinutesConsultation, MinutesItem,
    RecusalGround, Tally, may_vote,
};
use crate::features::councils::store::{self, AgendaItem, Meeting, Recusal};
use crate::features::nominations::store::{
    self as nominations, Consultation, ConsultedNomination, NominationHead,
};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// Who takes no part in a vote, and why.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Recusal)]
pub struct RecusalView {
    /// The member's account.
    #[schema(example = "01980000-0000-7000-8000-000000000005")]
    user_id: Uuid,
    /// The name.
    #[schema(max_length = 200, format = "text", example = "Thành viên Hội đồng 2 (mẫu)")]
    name: String,
    /// Why.
    #[schema(example = "DECLARED")]
    ground: RecusalGround,
    /// Why, in words, where it was declared.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Là người thân của người được đề nghị (mẫu)"
    )]
    reason: Option<String>,
}

/// What a vote came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoteResult {
    /// How many could vote.
    #[schema(format = "count", example = 3)]
    voters: i32,
    /// Votes for it.
    #[schema(format = "count", example = 3)]
    votes_for: i32,
    /// Votes against it.
    #[schema(format = "count", example = 0)]
    votes_against: i32,
    /// Blank votes.
    #[schema(format = "count", example = 0)]
    votes_blank: i32,
    /// Of how many votes the share is taken.
    #[schema(format = "count", example = 3)]
    votes_of: i32,
    /// The share of votes for it, to six decimals.
    #[schema(value_type = String, format = "decimal", example = "1")]
    share: Decimal,
}

/// An item of an agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AgendaItem)]
pub struct AgendaItemView {
    /// The item's id.
    #[schema(example = "01980000-0000-7000-8000-0000003e1101")]
    pub id: Uuid,
    /// Its place on the agenda, from 1.
    #[schema(minimum = 1, maximum = 10_000, example = 1)]
    position: i32,
    /// The nomination that is voted on.
    #[schema(example = "01980000-0000-7000-8000-0000003d0001")]
    nomination_id: Uuid,
    /// Who is proposed.
    subject: SubjectReference,
    /// For what.
    award: AwardReference,
    /// Its status.
    #[schema(example = "CARRIED")]
    status: AgendaItemStatus,
    /// What the caller may do now.
    #[schema(max_items = 2, example = json!([]))]
    allowed_actions: Vec<AgendaItemAction>,
    /// How it is voted on, from the opening of the vote on.
    #[schema(required)]
    voting: Option<Voting>,
    /// Who takes no part.
    #[schema(max_items = 100)]
    recusals: Vec<RecusalView>,
    /// How many have voted; none where hands are shown.
    #[schema(format = "count", example = 3)]
    turnout: i64,
    /// Whether the caller can vote now.
    #[schema(example = false)]
    awaits_my_vote: bool,
    /// What it came to, when the vote is closed.
    #[schema(required)]
    result: Option<VoteResult>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

/// The items of a meeting with what is known of each.
pub(in crate::features::councils::routes) struct ItemsOfMeeting {
    rows: Vec<AgendaItem>,
    nominations: HashMap<Uuid, NominationHead>,
    subjects: KnownSubjects,
    awards: AwardReferences,
    recusals: Vec<Recusal>,
    consultations: HashMap<Uuid, (Consultation, ConsultedNomination)>,
}

impl ItemsOfMeeting {
    /// These items with what is known of each.
    pub async fn find(conn: &Connection, rows: Vec<AgendaItem>, today: NaiveDate) -> Result<Self, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.nomination_id).collect();
        let found = nominations::list_heads(conn, &ids).await?;
        let subjects = KnownSubjects::find(conn, found.iter().map(NominationHead::subject), today).await?;
        let awards = AwardReferences::find(conn, found.iter().map(|own| own.award_code.clone())).await?;
        let items: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let recusals = store::list_recusals(conn, &items).await?;
        let heard = nominations::list_last_consultations(conn, &ids).await?;
        let consultations = heard.into_iter().map(|own| (own.1.nomination_id, own)).collect();
        let nominations = found.into_iter().map(|own| (own.id, own)).collect();
        Ok(Self { rows, nominations, subjects, awards, recusals, consultations })
    }

    fn nomination(&self, item: &AgendaItem) -> Result<&NominationHead, db::Error> {
        self.nominations.get(&item.nomination_id).ok_or(db::Error::NotFound)
    }

    fn recusals_of(&self, item: &AgendaItem) -> impl Iterator<Item = &Recusal> {
        self.recusals.iter().filter(|own| own.item_id == item.id)
    }

    /// The items as minutes tell them: those that were not removed.
    pub fn in_minutes(&self, (sitting, held_on): (&Sitting, NaiveDate)) -> Vec<MinutesItem> {
        let kept = self.rows.iter().filter(|row| row.status != AgendaItemStatus::Removed);
        let told = |row: &AgendaItem| {
            let nomination = self.nomination(row).ok()?;
            let recused = self.recusals_of(row).map(|own| sitting.name(own.user_id).to_owned());
            Some(MinutesItem {
                subject: self.subjects.reference(nomination.subject()).name,
                award: self.awards.get(&nomination.award_code).name,
                status: row.status,
                voting: row.voting.0.clone(),
                result: result_of(row),
                recused: recused.collect(),
                consultation: self.heard(row.nomination_id, held_on),
            })
        };
        kept.filter_map(told).collect()
    }
}

impl ItemsOfMeeting {
    /// What the public said of a nomination before the meeting (Decree 152/2025/NĐ-CP, Article 44.2).
    fn heard(&self, nomination: Uuid, held_on: NaiveDate) -> Option<MinutesConsultation> {
        let (own, listed) = self.consultations.get(&nomination).filter(|(own, _)| own.ends_on < held_on)?;
        Some(MinutesConsultation {
            published_in: own.published_in.clone(),
            starts_on: own.starts_on,
            ends_on: own.ends_on,
            outcome: listed.outcome?,
            note: listed.note.clone(),
        })
    }
}

/// How many could vote, and what it came to.
fn result_of(row: &AgendaItem) -> Option<(u32, Tally)> {
    let number = |count: Option<i32>| count.and_then(|count| u32::try_from(count).ok());
    let (votes_for, against, blank) =
        (number(row.votes_for)?, number(row.votes_against)?, number(row.votes_blank)?);
    let count = Count { votes_for, against, blank };
    let is_carried = row.status == AgendaItemStatus::Carried;
    Some((number(row.voters)?, Tally { count, of: number(row.votes_of)?, is_carried }))
}

impl AgendaItemView {
    /// An item of a meeting as a caller sees it.
    pub async fn of(
        conn: &Connection,
        seen: (&Caller, CouncilAccess),
        sitting: (&Meeting, &Sitting),
        row: AgendaItem,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        Self::list(conn, seen, sitting, vec![row], today).await?.pop().ok_or(db::Error::NotFound)
    }

    /// Items of a meeting as a caller sees them.
    pub async fn list(
        conn: &Connection,
        (caller, access): (&Caller, CouncilAccess),
        (meeting, sitting): (&Meeting, &Sitting),
        rows: Vec<AgendaItem>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let turnouts: HashMap<Uuid, i64> = store::count_turnout(conn, &ids).await?.into_iter().collect();
        let voted = store::has_voted(conn, &ids, caller.user_id).await?;
        let known = ItemsOfMeeting::find(conn, rows, today).await?;
        let view = |row: &AgendaItem| {
            let nomination = known.nomination(row)?;
            let life = ItemLife {
                status: row.status,
                is_held: meeting.status == MeetingStatus::Open,
                is_votable: true,
                obstacle: None,
                has_quorum: Some(true),
                has_voters: true,
                is_carried: false,
            };
            let recusal = |own: &Recusal| RecusalView {
                user_id: own.user_id,
                name: sitting.name(own.user_id).to_owned(),
                ground: own.ground,
                reason: own.reason.clone(),
            };
            Ok(Self {
                id: row.id,
                position: row.position,
                nomination_id: row.nomination_id,
                subject: known.subjects.reference(nomination.subject()),
                award: known.awards.get(&nomination.award_code),
                status: row.status,
                allowed_actions: allowed_actions(&life, |permission| {
                    meeting.status != MeetingStatus::Closed && access.allows(permission)
                }),
                voting: row.voting.0.clone(),
                recusals: known.recusals_of(row).map(recusal).collect(),
                turnout: turnouts.get(&row.id).copied().unwrap_or(0),
                awaits_my_vote: !voted.contains(&row.id)
                    && row.status == AgendaItemStatus::Voting
                    && votes(caller, access, sitting, row, &known.recusals),
                result: result_view(row),
                version: row.version,
            })
        };
        known.rows.iter().map(view).collect()
    }
}

/// Whether the caller can vote on an item whose vote is open.
fn votes(
    caller: &Caller,
    access: CouncilAccess,
    sitting: &Sitting,
    item: &AgendaItem,
    recusals: &[Recusal],
) -> bool {
    let seat = sitting.seat(caller.user_id, item, recusals);
    let rule = item.voting.0.as_ref().filter(|rule| rule.ballot != Ballot::Open);
    access.allows(Permission::Vote) && seat.zip(rule).is_some_and(|(seat, rule)| may_vote(rule, seat))
}

fn result_view(row: &AgendaItem) -> Option<VoteResult> {
    let (_, tally) = result_of(row)?;
    Some(VoteResult {
        voters: row.voters?,
        votes_for: row.votes_for?,
        votes_against: row.votes_against?,
        votes_blank: row.votes_blank?,
        votes_of: row.votes_of?,
        share: tally.share().unwrap_or(Decimal::ZERO),
    })
}
