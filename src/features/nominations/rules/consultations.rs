//! Public consultation (lấy ý kiến Nhân dân; Decree 152/2025/NĐ-CP, Article 44.2): the list is published before the council meets,
//! everybody may speak, and the outcome is reported to the council.

use chrono::NaiveDate;

use crate::auth::policy::Permission::RunCampaigns;
use crate::features::catalogue::rules::ProcedureRequirement;
use crate::features::periods::rules::WorkingDays;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{ConsultationCancelled, ConsultationEnded};
use crate::text_enum;

text_enum! {
    /// The status of a public consultation.
    pub enum ConsultationStatus {
        /// The list is published, from its first to its last day; then the outcome is awaited.
        Open = "OPEN",
        /// The outcome was recorded.
        Ended = "ENDED",
        /// It was taken back.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a public consultation.
    pub enum ConsultationAction {
        /// Records the outcome for each nomination, from the day after the last day on.
        End = "END",
        /// Takes it back.
        Cancel = "CANCEL",
    }
}

text_enum! {
    /// What a public consultation came to for a nomination.
    pub enum ConsultationOutcome {
        /// Nobody objected.
        NoObjection = "NO_OBJECTION",
        /// Somebody objected, and it was found to be without ground.
        ObjectionNotUpheld = "OBJECTION_NOT_UPHELD",
        /// Somebody objected with ground: the council does not vote on it.
        ObjectionUpheld = "OBJECTION_UPHELD",
    }
}

use ConsultationAction::{Cancel, End};
use ConsultationStatus::{Cancelled, Ended, Open};

/// The life of a public consultation, as somebody meets it.
#[derive(Debug, Clone, Copy)]
pub struct ConsultationLife {
    /// Where it is.
    pub status: ConsultationStatus,
    /// Whether its last day is over.
    pub is_over: bool,
    /// Whether this person wrote a nomination of its list, or is proposed by one.
    pub is_writer: bool,
}

impl LifeCycle for ConsultationLife {
    type Status = ConsultationStatus;
    type Action = ConsultationAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Open, End, Ended, RunCampaigns, ConsultationEnded)
            .never(|life: &Self| life.is_writer, Code::own_nomination)
            .check(check_end),
        Step::new(Open, Cancel, Cancelled, RunCampaigns, ConsultationCancelled)
            .needs_reason()
            .never(|life: &Self| life.is_writer, Code::own_nomination),
    ];

    fn status(&self) -> ConsultationStatus {
        self.status
    }
}

const fn check_end(life: &ConsultationLife) -> Result<(), Refusal> {
    if life.is_over { Ok(()) } else { Err(Refusal::new(Code::consultation_is_running)) }
}

/// The working days that a consultation lasts at least, by the rows of the law about its nominations.
#[must_use]
pub fn consultation_days<'a>(rules: impl IntoIterator<Item = &'a ProcedureRequirement>) -> Option<u32> {
    let days = rules.into_iter().filter_map(|rule| match rule {
        ProcedureRequirement::PublicConsultation { working_days } => Some(*working_days),
        _ => None,
    });
    days.max()
}

/// The first day that can be the last one of a consultation: so many working days, the first day among them.
#[must_use]
pub fn earliest_end(starts_on: NaiveDate, days: Option<u32>, calendar: &WorkingDays) -> NaiveDate {
    let first = calendar.on_or_after(starts_on);
    days.map_or(starts_on, |days| calendar.add(first, days.saturating_sub(1)))
}

/// The last consultation on a nomination: where it is, and what it came to.
pub type LastConsultation = (ConsultationStatus, Option<ConsultationOutcome>);

/// What stands in the way of the vote on a nomination that needs a public consultation.
#[must_use]
pub const fn consultation_refusal(is_needed: bool, last: Option<LastConsultation>) -> Option<Code> {
    match last {
        _ if !is_needed => None,
        Some((Ended, Some(ConsultationOutcome::ObjectionUpheld))) => Some(Code::objection_was_upheld),
        Some((Ended, Some(_))) => None,
        _ => Some(Code::consultation_missing),
    }
}

/// A place in the list of outcomes that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeFault {
    /// No nomination of the list.
    Unknown(usize),
    /// Named before.
    NamedTwice(usize),
    /// Nobody objected, it says, but somebody did.
    WasObjected(usize),
    /// An objection without what was found.
    WithoutNote(usize),
    /// A nomination of the list has no outcome.
    Missing,
}

/// What is wrong with the outcomes of a consultation: each nomination of the list has one. Names the nominations by their place,
/// with whether somebody objected.
#[must_use]
pub fn outcome_faults<I: PartialEq>(
    list: &[(I, bool)],
    outcomes: &[(I, ConsultationOutcome, bool)],
) -> Vec<OutcomeFault> {
    let mut faults = Vec::new();
    for (place, (id, outcome, has_note)) in outcomes.iter().enumerate() {
        let is_unobjected = *outcome == ConsultationOutcome::NoObjection;
        match list.iter().find(|(own, _)| own == id) {
            None => faults.push(OutcomeFault::Unknown(place)),
            Some(_) if outcomes.iter().take(place).any(|(other, ..)| other == id) => {
                faults.push(OutcomeFault::NamedTwice(place));
            }
            Some((_, true)) if is_unobjected => faults.push(OutcomeFault::WasObjected(place)),
            Some(_) if !is_unobjected && !has_note => faults.push(OutcomeFault::WithoutNote(place)),
            Some(_) => {}
        }
    }
    if list.iter().any(|(id, _)| !outcomes.iter().any(|(other, ..)| other == id)) {
        faults.push(OutcomeFault::Missing);
    }
    faults
}
