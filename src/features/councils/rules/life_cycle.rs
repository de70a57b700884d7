//! The lives of meetings and of the items of their agendas.

use super::words::{AgendaItemAction, AgendaItemStatus, MeetingAction, MeetingStatus};
use crate::auth::policy::Permission::RunCampaigns;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    AgendaItemRemoved, MeetingCancelled, MeetingClosed, MeetingOpened, VoteClosed, VoteOpened, VoteVoided,
};

/// The life of a meeting.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy)]
pub struct MeetingLife {
    /// Where it is.
    pub status: MeetingStatus,
    /// Whether its day has come.
    pub is_due: bool,
    /// Whether somebody sits in the council on its day.
    pub has_members: bool,
    /// Whether others sit in the council today than on its day.
    pub is_recomposed: bool,
    /// Whether two members are one person.
    pub has_one_person_twice: bool,
    /// Whether something is on its agenda.
    pub has_items: bool,
    /// Whether a vote is open.
    pub is_voting: bool,
}

impl LifeCycle for MeetingLife {
    type Status = MeetingStatus;
    type Action = MeetingAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(
            MeetingStatus::Planned,
            MeetingAction::Open,
            MeetingStatus::Open,
            RunCampaigns,
            MeetingOpened,
        )
        .check(check_opening),
        Step::new(
            MeetingStatus::Planned,
            MeetingAction::Cancel,
            MeetingStatus::Cancelled,
            RunCampaigns,
            MeetingCancelled,
        )
        .needs_reason(),
        Step::new(
            MeetingStatus::Open,
            MeetingAction::Close,
            MeetingStatus::Closed,
            RunCampaigns,
            MeetingClosed,
        )
        .check(check_closing),
    ];

    fn status(&self) -> MeetingStatus {
        self.status
    }
}

const fn check_opening(life: &MeetingLife) -> Result<(), Refusal> {
    if !life.is_due {
        Err(Refusal::new(Code::meeting_is_not_due))
    } else if !life.has_members {
        Err(Refusal::new(Code::council_has_no_members))
    } else if life.is_recomposed {
        Err(Refusal::new(Code::council_was_recomposed))
    } else if life.has_one_person_twice {
        Err(Refusal::new(Code::one_person_twice))
    } else if life.has_items {
        Ok(())
    } else {
        Err(Refusal::new(Code::agenda_is_empty))
    }
}

const fn check_closing(life: &MeetingLife) -> Result<(), Refusal> {
    if life.is_voting { Err(Refusal::new(Code::vote_is_open)) } else { Ok(()) }
}

/// The life of an item of an agenda.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy)]
pub struct ItemLife {
    /// Where it is.
    pub status: AgendaItemStatus,
    /// Whether the meeting is being held.
    pub is_held: bool,
    /// Whether the nomination awaits this vote, as it was when the vote was opened.
    pub is_votable: bool,
    /// What the nomination still waits for before this vote: the opinion of others, a public consultation.
    pub obstacle: Option<Code>,
    /// Whether enough members are there; none where nobody has said how many that is.
    pub has_quorum: Option<bool>,
    /// Whether anybody can vote.
    pub has_voters: bool,
    /// Whether the votes, if they were counted now, carry it.
    pub is_carried: bool,
}

impl LifeCycle for ItemLife {
    type Status = AgendaItemStatus;
    type Action = AgendaItemAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(
            AgendaItemStatus::Pending,
            AgendaItemAction::Open,
            AgendaItemStatus::Voting,
            RunCampaigns,
            VoteOpened,
        )
        .check(check_opening_of_vote),
        Step::new(
            AgendaItemStatus::Pending,
            AgendaItemAction::Remove,
            AgendaItemStatus::Removed,
            RunCampaigns,
            AgendaItemRemoved,
        ),
        Step::new(
            AgendaItemStatus::Voting,
            AgendaItemAction::Close,
            AgendaItemStatus::Carried,
            RunCampaigns,
            VoteClosed,
        )
        .when(|life: &Self| life.is_carried)
        .check(check_vote),
        Step::new(
            AgendaItemStatus::Voting,
            AgendaItemAction::Close,
            AgendaItemStatus::NotCarried,
            RunCampaigns,
            VoteClosed,
        )
        .when(|life: &Self| !life.is_carried)
        .check(check_vote),
        Step::new(
            AgendaItemStatus::Voting,
            AgendaItemAction::Void,
            AgendaItemStatus::Pending,
            RunCampaigns,
            VoteVoided,
        )
        .needs_reason(),
    ];

    fn status(&self) -> AgendaItemStatus {
        self.status
    }
}

/// What must be right to open a vote: the council votes on what others hold and the public said, too.
fn check_opening_of_vote(life: &ItemLife) -> Result<(), Refusal> {
    let obstacle = life.obstacle.filter(|_| life.is_held && life.is_votable);
    obstacle.map_or_else(|| check_vote(life), |code| Err(Refusal::new(code)))
}

/// What must be right to open a vote, and still be right when it is closed.
const fn check_vote(life: &ItemLife) -> Result<(), Refusal> {
    if !life.is_held {
        return Err(Refusal::new(Code::meeting_is_not_open));
    }
    if !life.is_votable {
        return Err(Refusal::new(Code::nomination_does_not_await_this_vote));
    }
    match life.has_quorum {
        None => Err(Refusal::new(Code::quorum_is_not_set)),
        Some(false) => Err(Refusal::new(Code::no_quorum)),
        Some(true) if life.has_voters => Ok(()),
        Some(true) => Err(Refusal::new(Code::nobody_can_vote)),
    }
}
