//! The life of a nomination.

use super::words::{AppraisalVerdict, NominationAction, NominationStatus};
use crate::auth::policy::Permission::{ActForUnit, Decide as MayDecide, RunCampaigns, Vote as MayVote};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{
    NominationAppraised, NominationConfirmed, NominationDecided, NominationDeclined, NominationProposed,
    NominationReturned, NominationSubmitted, NominationVoted, NominationWithdrawn,
};
use NominationAction::{Appraise, Confirm, Decide, Decline, Propose, Return, Submit, Vote, Withdraw};
use NominationStatus::{
    Appraised, Decided, Declined, Draft, Proposed, Returned, Submitted, Voted, Withdrawn,
};

/// What the procedure around the stages still asks, where a nomination is about to leave the stages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageObstacles {
    /// What stands in the way of the vote.
    pub to_vote: Option<Code>,
    /// What stands in the way of the proposal.
    pub to_proposal: Option<Code>,
}

impl StageObstacles {
    /// What stands in the way when opinions are missing before vote and proposal, when the public was not heard, and when the
    /// report is too old to be submitted.
    #[must_use]
    pub fn of(
        (lacks_for_vote, lacks_for_proposal): (bool, bool),
        unconsulted: Option<Code>,
        is_too_old: bool,
    ) -> Self {
        let missing = |lacks: bool| lacks.then_some(Code::opinion_missing);
        let too_old = is_too_old.then_some(Code::report_is_too_old);
        Self {
            to_vote: missing(lacks_for_vote).or(unconsulted),
            to_proposal: missing(lacks_for_proposal).or(unconsulted).or(too_old),
        }
    }
}

/// What stands between a stage and its proposal.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageState {
    /// What the appraisal came to.
    pub verdict: Option<AppraisalVerdict>,
    /// Whether it departs from the rules and nobody has confirmed it.
    pub is_unconfirmed: bool,
    /// Whether the catalogue asks for the vote of a council.
    pub needs_vote: bool,
    /// Whether the council voted for it.
    pub is_carried: bool,
    /// Whether the head of this stage's unit decides on the award.
    pub decides: bool,
    /// Whether an authority of the State decides on the award, and this is the province, which submits to it.
    pub submits_outside: bool,
    /// Whether there is a stage above, inside the province.
    pub has_stage_above: bool,
    /// Whether it is outside the province, where it only waits for the decision.
    pub is_outside: bool,
    /// What the procedure around the stages still asks.
    pub obstacles: StageObstacles,
}

impl StageState {
    /// Whether the proposal opens the next stage.
    #[must_use]
    pub const fn moves_up(&self) -> bool {
        self.has_stage_above && (matches!(self.verdict, Some(AppraisalVerdict::HigherLevel)) || !self.decides)
    }

    /// What the vote still waits for: only the council of the last stage is told what others hold, and what the public said
    /// (Decree 152/2025/NĐ-CP, Articles 33.2 and 44.2).
    #[must_use]
    pub const fn obstacle_to_vote(&self) -> Option<Code> {
        if self.moves_up() { None } else { self.obstacles.to_vote }
    }

    /// Whether it may be proposed at all.
    const fn is_positive(&self) -> bool {
        matches!(self.verdict, Some(AppraisalVerdict::Meets | AppraisalVerdict::HigherLevel))
    }
}

/// The life of a nomination, as somebody meets it.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a step asks")]
#[derive(Debug, Clone, Copy)]
pub struct NominationLife {
    /// Where it is.
    pub status: NominationStatus,
    /// The stage it is at.
    pub stage: StageState,
    /// Whether this person wrote, changed or submitted it, or is who is proposed.
    pub is_writer: bool,
    /// Whether the appraisal of the present stage is this person's.
    pub is_appraiser: bool,
    /// Whether this person appraised it, or confirmed an appraisal, at any stage.
    pub has_judged: bool,
    /// Whether every paper that is required is there.
    pub is_complete: bool,
}

impl LifeCycle for NominationLife {
    type Status = NominationStatus;
    type Action = NominationAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, Submit, Submitted, ActForUnit, NominationSubmitted).check(check_papers),
        Step::new(Draft, Withdraw, Withdrawn, ActForUnit, NominationWithdrawn),
        Step::new(Submitted, Appraise, Appraised, RunCampaigns, NominationAppraised)
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Submitted, Return, Returned, RunCampaigns, NominationReturned)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Submitted, Withdraw, Withdrawn, ActForUnit, NominationWithdrawn),
        Step::new(Returned, Submit, Submitted, ActForUnit, NominationSubmitted).check(check_papers),
        Step::new(Returned, Withdraw, Withdrawn, ActForUnit, NominationWithdrawn),
        Step::new(Appraised, Appraise, Appraised, RunCampaigns, NominationAppraised)
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Appraised, Confirm, Appraised, RunCampaigns, NominationConfirmed)
            .when(|life: &Self| life.stage.is_unconfirmed)
            .never(|life: &Self| life.is_writer || life.is_appraiser, Code::own_appraisal),
        Step::new(Appraised, Return, Returned, RunCampaigns, NominationReturned)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Appraised, Vote, Voted, MayVote, NominationVoted)
            .when(|life: &Self| life.stage.needs_vote && life.stage.is_positive())
            .check(check_confirmed),
        Step::new(Appraised, Propose, Submitted, RunCampaigns, NominationProposed)
            .when(|life: &Self| life.stage.is_positive() && !life.stage.needs_vote && life.stage.moves_up())
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_proposal),
        Step::new(Appraised, Propose, Proposed, RunCampaigns, NominationProposed)
            .when(|life: &Self| life.stage.is_positive() && !life.stage.needs_vote && !life.stage.moves_up())
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_proposal),
        Step::new(Appraised, Decline, Declined, MayDecide, NominationDeclined)
            .needs_reason()
            .never(|life: &Self| life.is_writer || life.has_judged, Code::own_appraisal)
            .check(check_confirmed),
        Step::new(Voted, Propose, Submitted, RunCampaigns, NominationProposed)
            .when(|life: &Self| life.stage.is_carried && life.stage.moves_up())
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_proposal),
        Step::new(Voted, Propose, Proposed, RunCampaigns, NominationProposed)
            .when(|life: &Self| life.stage.is_carried && !life.stage.moves_up())
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_proposal),
        Step::new(Voted, Decline, Declined, MayDecide, NominationDeclined)
            .needs_reason()
            .never(|life: &Self| life.is_writer || life.has_judged, Code::own_appraisal),
        Step::new(Voted, Return, Returned, RunCampaigns, NominationReturned)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Proposed, Decide, Decided, MayDecide, NominationDecided)
            .never(|life: &Self| life.is_writer || life.has_judged, Code::own_appraisal),
        Step::new(Proposed, Decline, Declined, MayDecide, NominationDeclined)
            .needs_reason()
            .never(|life: &Self| life.is_writer || life.has_judged, Code::own_appraisal),
        Step::new(Proposed, Return, Returned, RunCampaigns, NominationReturned)
            .when(|life: &Self| !life.stage.is_outside)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
    ];

    fn status(&self) -> NominationStatus {
        self.status
    }
}

const fn check_papers(life: &NominationLife) -> Result<(), Refusal> {
    if life.is_complete { Ok(()) } else { Err(Refusal::new(Code::papers_missing)) }
}

/// A proposal goes to the stage above, to the head of the stage's unit or, from the province, to an authority of the State.
const fn check_proposal(life: &NominationLife) -> Result<(), Refusal> {
    let stage = &life.stage;
    if stage.is_unconfirmed {
        return Err(Refusal::new(Code::appraisal_not_confirmed));
    }
    if let (false, Some(code)) = (stage.moves_up(), stage.obstacles.to_proposal) {
        return Err(Refusal::new(code));
    }
    if stage.moves_up() || stage.decides || stage.submits_outside {
        Ok(())
    } else {
        Err(Refusal::new(Code::nobody_decides))
    }
}

const fn check_confirmed(life: &NominationLife) -> Result<(), Refusal> {
    if life.stage.is_unconfirmed { Err(Refusal::new(Code::appraisal_not_confirmed)) } else { Ok(()) }
}

impl NominationAction {
    /// Whether another operation takes the step.
    #[must_use]
    pub const fn is_taken_elsewhere(self) -> bool {
        matches!(self, Appraise | Vote | Decide)
    }
}
