//! Opinions of others on a nomination (lấy ý kiến, hiệp y; Decree 152/2025/NĐ-CP, Articles 33.2 and 34): who is asked until when,
//! what came back, and what is still missing.

use chrono::NaiveDate;

use crate::auth::policy::Permission::RunCampaigns;
use crate::features::catalogue::rules::{OpinionBefore, OpinionBody, ProcedureRequirement};
use crate::features::periods::rules::WorkingDays;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{OpinionAgreed, OpinionCancelled, OpinionDisagreed, OpinionPassedOver};
use crate::text_enum;

text_enum! {
    /// What became of a request for an opinion.
    pub enum OpinionStatus {
        /// The answer has not come yet.
        Asked = "ASKED",
        /// Who was asked agrees.
        Agrees = "AGREES",
        /// Who was asked does not agree.
        Disagrees = "DISAGREES",
        /// No answer came in time, where the law lets one go on without it.
        NoObjectionBySilence = "NO_OBJECTION_BY_SILENCE",
        /// The request was taken back.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a request for an opinion.
    pub enum OpinionAction {
        /// Records the written answer of who agrees.
        Agree = "AGREE",
        /// Records the written answer of who does not agree.
        Disagree = "DISAGREE",
        /// Goes on without an answer, from the day after the last day on.
        PassOver = "PASS_OVER",
        /// Takes the request back.
        Cancel = "CANCEL",
    }
}

use OpinionAction::{Agree, Cancel, Disagree, PassOver};
use OpinionStatus::{Agrees, Asked, Cancelled, Disagrees, NoObjectionBySilence};

impl OpinionStatus {
    /// Whether an opinion is there: the law asks for one, not for consent.
    #[must_use]
    pub const fn is_there(self) -> bool {
        matches!(self, Agrees | Disagrees | NoObjectionBySilence)
    }
}

/// The life of a request for an opinion, as somebody meets it.
#[derive(Debug, Clone, Copy)]
pub struct OpinionLife {
    /// Where it is.
    pub status: OpinionStatus,
    /// Whether this person wrote the nomination, or is who is proposed.
    pub is_writer: bool,
    /// Whether one may go on without an answer.
    pub allows_silence: bool,
    /// Whether the last day of the answer is over.
    pub is_over: bool,
}

impl LifeCycle for OpinionLife {
    type Status = OpinionStatus;
    type Action = OpinionAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Asked, Agree, Agrees, RunCampaigns, OpinionAgreed)
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Asked, Disagree, Disagrees, RunCampaigns, OpinionDisagreed)
            .never(|life: &Self| life.is_writer, Code::own_nomination),
        Step::new(Asked, PassOver, NoObjectionBySilence, RunCampaigns, OpinionPassedOver)
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_silence),
        Step::new(Asked, Cancel, Cancelled, RunCampaigns, OpinionCancelled)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
    ];

    fn status(&self) -> OpinionStatus {
        self.status
    }
}

const fn check_silence(life: &OpinionLife) -> Result<(), Refusal> {
    if !life.allows_silence {
        Err(Refusal::new(Code::opinion_must_be_written))
    } else if life.is_over {
        Ok(())
    } else {
        Err(Refusal::new(Code::opinion_is_not_overdue))
    }
}

impl OpinionAction {
    /// Whether an answer comes with it: a paper, and its day.
    #[must_use]
    pub const fn is_an_answer(self) -> bool {
        matches!(self, Agree | Disagree)
    }
}

/// How a body is asked by the rules of a day: until when, and whether its silence is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpinionTerms {
    /// The last day of the answer; none where nobody set the days.
    pub due_on: Option<NaiveDate>,
    /// Whether one may go on without an answer: never where there is no last day.
    pub allows_silence: bool,
}

impl OpinionTerms {
    /// The terms of a request by the row of the law about that body; without a row there are no days and no silence.
    #[must_use]
    pub fn of<'a>(
        rules: impl IntoIterator<Item = &'a ProcedureRequirement>,
        asked: OpinionBody,
        asked_on: NaiveDate,
        calendar: &WorkingDays,
    ) -> Self {
        let own = rules.into_iter().find_map(|rule| match rule {
            ProcedureRequirement::Opinion { body, working_days, silence, .. } if *body == asked => {
                Some((*working_days, *silence))
            }
            _ => None,
        });
        let (days, silence) = own.unwrap_or_default();
        let due_on = days.map(|days| calendar.add(asked_on, days));
        Self { due_on, allows_silence: silence && due_on.is_some() }
    }
}

/// The opinions that the law asks for before a step and that are not there.
#[must_use]
pub fn missing_opinions<'a>(
    rules: impl IntoIterator<Item = &'a ProcedureRequirement>,
    given: &[(OpinionBody, OpinionStatus)],
    step: OpinionBefore,
) -> Vec<OpinionBody> {
    let is_there = |asked| given.iter().any(|(body, status)| *body == asked && status.is_there());
    let missing = rules.into_iter().filter_map(|rule| match rule {
        ProcedureRequirement::Opinion { body, required: true, before, .. } => {
            // What is needed for the vote is needed for the proposal after it, too.
            let is_asked = *before == step || step == OpinionBefore::Proposal;
            (is_asked && !is_there(*body)).then_some(*body)
        }
        _ => None,
    });
    missing.collect()
}
