//! The sample's council: the vote on the commendation of 2023's campaign, and this year's, which is open.

use super::campaigns::CAMPAIGN_2023;
use super::decisions;
use super::documents::register;
use super::facts::{person, unit};
use super::ids::{id, on};
use super::nominations::{Case, LETTER, State, nominate, step};
use super::users::{ADMIN, OFFICE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::catalogue::rules::{Ballot, Voting, VotingBase};
use crate::features::catalogue::store as catalogue;
use crate::features::councils::routes::ballots::{BallotPaper, NewVote, cast_in};
use crate::features::councils::routes::councils::compose::{NewComposition, NewCouncilMember};
use crate::features::councils::routes::councils::create::{self, NewCouncil};
use crate::features::councils::routes::items::transition::{
    AgendaItemTransition, transition_in as step_item,
};
use crate::features::councils::routes::meetings::create::{NewCouncilMeeting, create_in};
use crate::features::councils::routes::meetings::transition::transition_in;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{AgendaItemAction, Choice, MeetingAction, MemberPosition, Presence};
use crate::features::councils::store;
use crate::features::nominations::rules::{AppraisalVerdict, NominationAction};
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;
use crate::record::Occurrence;
use crate::record::record_change;

/// The last part of the council's id.
const COUNCIL: u128 = 0x3e_0001;
/// The last parts of the ids of its meetings: one that is over, one that votes.
const MEETING_OF_2024: u128 = 0x3e_1001;
const MEETING_OF_2026: u128 = 0x3e_2001;
/// The last parts of the ids of the members' accounts.
const MEMBERS: [(u128, MemberPosition); 3] =
    [(0x004, MemberPosition::Chair), (0x005, MemberPosition::Secretary), (0x006, MemberPosition::Member)];

/// The last part of the id of the row of the catalogue that certificates of merit have.
const CERTIFICATE: u128 = 0xe13;
/// The same of advanced workers.
const ADVANCED_WORKER: u128 = 0xe10;

/// The campaign's two best units of 2023, by the last parts of their ids, and what they achieved.
const BEST_OF_2023: [(u128, &str); 2] = [
    (0x104, "Dẫn đầu phong trào thi đua năm 2023 trong cải cách hành chính (mẫu)"),
    (0x106, "Hoàn thành vượt các chỉ tiêu phong trào thi đua năm 2023 (mẫu)"),
];
/// The last part of the id of the first nomination for them; between two there is room for what belongs to one.
const FIRST_OF_2023: u128 = 0x3d_4001;
/// The last part of the id of the letter by which they are proposed.
const LETTER_OF_2024: u128 = 0x3f9;
/// The same of the nomination on which this year's meeting votes.
const OF_2025: u128 = 0x3d_5001;
/// The same of one that stands on no agenda yet.
const WAITING: u128 = 0x3d_5101;

/// What the sample's province has regulated: two thirds of the members must be there, seven tenths of those who vote agree.
fn regulated() -> Voting {
    Voting {
        share: "0.7".parse().unwrap_or_default(),
        base: VotingBase::Present,
        quorum: "0.66".parse().ok(),
        ballot: Ballot::Secret,
        in_writing: Some(true),
    }
}

/// The council of the department, and the vote on the campaign of 2023.
pub async fn of_2023(tx: &mut Connection) -> Result<(), Problem> {
    let admin = on("2024-01-04T01:00:00Z", ADMIN)?;
    regulate(tx, &admin, CERTIFICATE, Some(regulated())).await?;
    create_council(tx).await?;
    let letter =
        (LETTER_OF_2024, "Tờ trình", "02/TTr-SNV", "Đề nghị khen thưởng phong trào thi đua năm 2023 (mẫu)");
    register(tx, &on("2024-01-08T00:30:00Z", OFFICE)?, letter).await?;
    let mut nominated = Vec::new();
    for ((best, achievement), place) in BEST_OF_2023.into_iter().zip(0..) {
        let case = Case {
            last: FIRST_OF_2023 + 0x100 * place,
            subject: unit(best),
            award: "GIAY_KHEN",
            ground: (CommendationKind::Campaign, 2023, Some(CAMPAIGN_2023)),
            achievement,
            held: &["GIAY_KHEN_STANDARD"],
            letter: LETTER_OF_2024,
            at: ("2024-01-08T01:00:00Z", "2024-01-09T01:00:00Z"),
        };
        nominate(tx, case, State::Appraised(AppraisalVerdict::Meets)).await?;
        nominated.push(case.last);
    }
    let office = on("2024-01-12T01:00:00Z", OFFICE)?;
    let meeting =
        Meeting { last: MEETING_OF_2024, title: "Họp xét khen thưởng phong trào năm 2023 (mẫu)" };
    meeting.open(tx, &office, &nominated).await?;
    for member in MEMBERS {
        meeting.vote(tx, &on("2024-01-12T02:00:00Z", member.0)?).await?;
    }
    meeting.finish(tx, &office).await?;
    let nominated_ids: Vec<_> = nominated.iter().map(|last| id(*last)).collect();
    for last in nominated {
        let office = on("2024-01-15T01:00:00Z", OFFICE)?;
        let office = ChangeContext { ids: Ids::counting(id(last + 0x80)), ..office };
        step(tx, &office, last, TransitionInput::of(NominationAction::Propose)).await?;
    }
    decisions::of_2023(tx, &nominated_ids).await?;
    // From 2025 on the province asks for no vote on certificates of merit any more.
    regulate(tx, &on("2025-01-02T01:00:00Z", ADMIN)?, CERTIFICATE, None).await
}

/// This year's meeting, whose vote is open: one member has voted. What came in since then awaits an agenda.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    regulate(tx, &on("2026-11-02T01:30:00Z", ADMIN)?, ADVANCED_WORKER, Some(regulated())).await?;
    let on_the_agenda = Case {
        last: OF_2025,
        subject: person(12),
        award: "LD_TIEN_TIEN",
        ground: (CommendationKind::Merit, 2025, None),
        achievement: "Hoàn thành tốt nhiệm vụ, có nhiều đóng góp cho phong trào của đơn vị năm 2025 (mẫu)",
        held: &["LD_TIEN_TIEN_STANDARD"],
        letter: LETTER,
        at: ("2026-11-05T01:00:00Z", "2026-11-06T01:00:00Z"),
    };
    let waiting = Case {
        last: WAITING,
        subject: person(22),
        achievement: "Tham mưu kịp thời, giữ vững kỷ luật hành chính trong năm 2025 (mẫu)",
        ..on_the_agenda
    };
    for case in [on_the_agenda, waiting] {
        nominate(tx, case, State::Appraised(AppraisalVerdict::Meets)).await?;
    }
    let office = on("2026-11-19T01:00:00Z", OFFICE)?;
    let meeting =
        Meeting { last: MEETING_OF_2026, title: "Họp xét danh hiệu thi đua năm 2025 (mẫu)" };
    meeting.open(tx, &office, &[OF_2025]).await?;
    meeting.vote(tx, &on("2026-11-19T02:00:00Z", 0x004)?).await
}

/// Writes how a council votes on an award.
async fn regulate(
    tx: &mut Connection,
    context: &ChangeContext,
    last: u128,
    voting: Option<Voting>,
) -> Result<(), Problem> {
    let before = catalogue::lock_type(tx, id(last)).await?;
    let after = catalogue::AwardType {
        voting: catalogue::SetVoting(voting),
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    catalogue::update_type(tx, &after).await?;
    Ok(record_change(tx, context, Occurrence::AwardTypeChanged, Some(&before), &after).await?)
}

async fn create_council(tx: &mut Connection) -> Result<(), Problem> {
    let office = on("2024-01-05T01:00:00Z", OFFICE)?;
    let context = ChangeContext { ids: Ids::counting(id(COUNCIL)), ..office };
    let members = MEMBERS.map(|(last, position)| NewCouncilMember { user_id: id(last), position });
    let new = NewCouncil {
        unit_id: id(0x101),
        name: "Hội đồng Thi đua - Khen thưởng Sở Nội vụ (mẫu)".to_owned(),
        recuses_own_unit: true,
        composition: NewComposition {
            starts_on: context.today,
            decision_number: "12/QĐ-SNV".to_owned(),
            decided_on: context.today,
            document_id: None,
            members: members.to_vec(),
        },
    };
    create::create_in(tx, &context, &new.to_row(&context)?, &new.composition).await
}

/// A meeting of the sample, by the last part of its id; its items have those that follow.
#[derive(Clone, Copy)]
struct Meeting {
    last: u128,
    title: &'static str,
}

impl Meeting {
    /// Plans and opens it with everybody there, and opens the votes.
    async fn open(
        self,
        tx: &mut Connection,
        office: &ChangeContext,
        nominations: &[u128],
    ) -> Result<(), Problem> {
        let context = ChangeContext { ids: Ids::counting(id(self.last)), ..office.clone() };
        let council = store::find_council(tx, id(COUNCIL)).await?;
        let new = NewCouncilMeeting {
            council_id: council.id,
            title: self.title.to_owned(),
            held_on: context.today,
            place: Some("Phòng họp số 1 (mẫu)".to_owned()),
            nomination_ids: nominations.iter().map(|last| id(*last)).collect(),
        };
        let planned = create_in(tx, &context, &council, &new).await?;
        let there = MEMBERS.map(|(last, _)| (id(last), Presence::Present));
        store::replace_attendance(tx, planned.id, &there).await?;
        let open = TransitionInput::of(MeetingAction::Open);
        let meeting = transition_in(tx, &context, (&council, &planned), &open).await?;
        let sitting = Sitting::of(tx, &meeting).await?;
        for item in store::list_items(tx, meeting.id).await? {
            let open = AgendaItemTransition { action: AgendaItemAction::Open, reason: None, hands: None };
            step_item(tx, &context, (&council, &meeting, &item), (&sitting, &open)).await?;
        }
        Ok(())
    }

    /// Votes for everything.
    async fn vote(self, tx: &mut Connection, member: &ChangeContext) -> Result<(), Problem> {
        let meeting = store::lock_meeting(tx, id(self.last)).await?;
        let items = store::list_items(tx, meeting.id).await?;
        let vote = |item: store::AgendaItem| NewVote { item_id: item.id, choice: Choice::For };
        cast_in(tx, member, &meeting, &BallotPaper { votes: items.into_iter().map(vote).collect() }).await
    }

    /// Closes the votes and the meeting.
    async fn finish(self, tx: &mut Connection, office: &ChangeContext) -> Result<(), Problem> {
        let context = ChangeContext { ids: Ids::counting(id(self.last + 0x80)), ..office.clone() };
        let council = store::find_council(tx, id(COUNCIL)).await?;
        let meeting = store::lock_meeting(tx, id(self.last)).await?;
        let sitting = Sitting::of(tx, &meeting).await?;
        for item in store::list_items(tx, meeting.id).await? {
            let close = AgendaItemTransition { action: AgendaItemAction::Close, reason: None, hands: None };
            step_item(tx, &context, (&council, &meeting, &item), (&sitting, &close)).await?;
        }
        let close = TransitionInput::of(MeetingAction::Close);
        transition_in(tx, &context, (&council, &meeting), &close).await.map(drop)
    }
}
