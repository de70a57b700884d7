//! Rules of nominations: their life, their stages, how they are appraised, and the report of the achievement.

mod appraisal;
mod clocks;
mod consultations;
mod deadlines;
pub mod import;
mod letter;
mod life_cycle;
mod opinions;
#[cfg(test)]
mod procedure_tests;
mod report;
mod similarity;
mod stages;
mod submissions;
#[cfg(test)]
mod tests;
mod words;

pub use appraisal::{Appraisal, AppraisalFault, RuleOpinion, SaidOfRule, judge};
pub use clocks::{ClockedStep, clock_due_on, days_late, first_day_in_time};
pub use consultations::{
    ConsultationAction, ConsultationLife, ConsultationOutcome, ConsultationStatus, LastConsultation,
    OutcomeFault, consultation_days, consultation_refusal, earliest_end, outcome_faults,
};
pub use deadlines::{DeadlineGrounds, NominationDeadlineKind, counted_from, deadline, is_time_to_remind};
pub use letter::{Letter, letter};
pub use life_cycle::{NominationLife, StageObstacles, StageState};
pub use opinions::{OpinionAction, OpinionLife, OpinionStatus, OpinionTerms, missing_opinions};
pub use report::{PledgeResult, ReportGrounds, ReportHead, ReportTexts, prefilled, report_document};
pub use similarity::{DuplicateReason, NEARLY_SAME};
pub use stages::{Level, LineUnit, levels};
pub use submissions::{SubmissionAction, SubmissionLife, SubmissionStatus};
pub use words::{AppraisalVerdict, NominationAction, NominationStatus};
