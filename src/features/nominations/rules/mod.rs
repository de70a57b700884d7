//! Rules of nominations: their life, their stages, how they are appraised, and the report of the achievement.

mod appraisal;
mod letter;
mod life_cycle;
mod report;
mod similarity;
mod stages;
mod submissions;
#[cfg(test)]
mod tests;
mod words;

pub use appraisal::{Appraisal, AppraisalFault, RuleOpinion, SaidOfRule, judge};
pub use letter::{Letter, letter};
pub use life_cycle::{NominationLife, StageState};
pub use report::{PledgeResult, ReportGrounds, ReportHead, ReportTexts, prefilled, report_document};
pub use similarity::{DuplicateReason, NEARLY_SAME};
pub use stages::{Level, LineUnit, levels};
pub use submissions::{SubmissionAction, SubmissionLife, SubmissionStatus};
pub use words::{AppraisalVerdict, NominationAction, NominationStatus};
