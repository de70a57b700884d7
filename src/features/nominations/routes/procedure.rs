//! What the procedure around the stages asks of a nomination, as its view tells it: opinions, public consultation, deadlines, clocks.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::features::catalogue::rules::{Certainty, OpinionBody};
use crate::features::nominations::rules::{
    ClockedStep, ConsultationOutcome, ConsultationStatus, NominationDeadlineKind, clock_due_on,
};
use crate::features::nominations::store::{
    self, Consultation, ConsultedNomination, NominationDeadline, Procedure, RunningClock,
};
use crate::features::periods::rules::WorkingDays;
use crate::features::periods::store as periods;

/// The last public consultation on a nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationConsultation {
    /// The consultation's id.
    #[schema(example = "01980000-0000-7000-8000-000000400001")]
    consultation_id: Uuid,
    /// Its status.
    #[schema(example = "OPEN")]
    status: ConsultationStatus,
    /// Its last day.
    #[schema(example = "2026-12-04")]
    ends_on: NaiveDate,
    /// What it came to for this nomination; null until that was recorded.
    #[schema(required, example = json!(null))]
    outcome: Option<ConsultationOutcome>,
}

/// A day until which a nomination goes up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NominationDeadline)]
pub struct NominationDeadlineView {
    /// What it is.
    #[schema(example = "SUBMISSION")]
    kind: NominationDeadlineKind,
    /// Its day; null where what it is counted from is not known.
    #[schema(required, example = "2026-06-30")]
    due_on: Option<NaiveDate>,
    /// Whether it was, or would be today, submitted later.
    #[schema(example = false)]
    is_late: bool,
    /// Law and article.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Nghị định 152/2025/NĐ-CP, điểm b khoản 1 Điều 35"
    )]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
}

/// A step that is awaited, with its clock.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationClock {
    /// Which step.
    #[schema(example = "PROPOSE")]
    step: ClockedStep,
    /// The day since which the clock runs.
    #[schema(example = "2026-11-04")]
    since: NaiveDate,
    /// The working days of the law; null where nobody has set them, and of opinions, which have their day.
    #[schema(required, minimum = 1, maximum = 250, example = 30)]
    working_days: Option<u32>,
    /// The last day; null where no days are set.
    #[schema(required, example = "2026-12-16")]
    due_on: Option<NaiveDate>,
    /// Whether that day is over.
    #[schema(example = false)]
    is_overdue: bool,
    /// Whose step it is, where that is somebody in particular: who appraised it, or who asked for the opinion.
    #[schema(required, example = json!(null))]
    officer_id: Option<Uuid>,
    /// Law and article.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Nghị định 152/2025/NĐ-CP, khoản 3 Điều 35"
    )]
    clause: Option<String>,
}

/// What the procedure around the stages asks of a nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationProcedure {
    /// The opinions that have to be there before it leaves the last stage, and are not.
    #[schema(max_items = 2, example = json!([]))]
    missing_opinions: Vec<OpinionBody>,
    /// Whether the public is consulted before the council of the last stage votes.
    #[schema(example = false)]
    needs_consultation: bool,
    /// The last consultation on it.
    #[schema(required)]
    consultation: Option<NominationConsultation>,
    /// Until when it goes up.
    #[schema(max_items = 10)]
    deadlines: Vec<NominationDeadlineView>,
    /// What is awaited now, since when.
    #[schema(max_items = 1000)]
    clocks: Vec<NominationClock>,
}

impl From<(Consultation, ConsultedNomination)> for NominationConsultation {
    fn from((own, listed): (Consultation, ConsultedNomination)) -> Self {
        Self { consultation_id: own.id, status: own.status, ends_on: own.ends_on, outcome: listed.outcome }
    }
}

impl From<NominationDeadline> for NominationDeadlineView {
    fn from(own: NominationDeadline) -> Self {
        let NominationDeadline { kind, due_on, is_late, rule } = own;
        Self { kind, due_on, is_late, clause: rule.clause, certainty: rule.certainty }
    }
}

/// The last day of a clock.
pub(super) fn due_on_of(clock: &RunningClock, calendar: &WorkingDays) -> Option<NaiveDate> {
    clock.due_on.or_else(|| clock_due_on(clock.since, working_days_of(clock), calendar))
}

/// The working days of a clock.
pub(super) fn working_days_of(clock: &RunningClock) -> Option<u32> {
    clock.days.and_then(|days| u32::try_from(days).ok())
}

/// The calendar around clocks that run since these days.
pub(super) async fn calendar_of(
    conn: &Connection,
    clocks: &[RunningClock],
    today: NaiveDate,
) -> Result<WorkingDays, db::Error> {
    let first = clocks.iter().map(|clock| clock.since).min().unwrap_or(today);
    // A year and a half hold more working days than a step can have.
    periods::working_days(conn, (first, today + Days::new(550))).await
}

impl NominationProcedure {
    /// What is asked of a nomination, and what runs.
    pub async fn of(
        conn: &Connection,
        nomination_id: Uuid,
        procedure: Procedure,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let clocks = store::list_clocks(conn, &[nomination_id], today).await?;
        let calendar = calendar_of(conn, &clocks, today).await?;
        let clock = |own: RunningClock| {
            let due_on = due_on_of(&own, &calendar);
            NominationClock {
                step: own.step,
                since: own.since,
                working_days: working_days_of(&own),
                due_on,
                is_overdue: due_on.is_some_and(|due_on| due_on < today),
                officer_id: own.officer_id,
                clause: own.clause,
            }
        };
        Ok(Self {
            missing_opinions: procedure.missing_opinions(),
            needs_consultation: procedure.needs_consultation(),
            consultation: procedure.consultation.map(NominationConsultation::from),
            deadlines: procedure.deadlines.into_iter().map(NominationDeadlineView::from).collect(),
            clocks: clocks.into_iter().map(clock).collect(),
        })
    }
}
