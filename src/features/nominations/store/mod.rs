//! SQL of nominations: the rows, their papers and initiatives, the stages, where one stands, the steps that are taken, and what
//! looks like them.

mod clocks;
mod consultations;
mod duplicates;
mod heads;
mod lines;
mod list;
mod model;
mod opinions;
mod papers;
mod procedure;
mod recorded;
mod reminders;
mod situation;
mod stages;
mod submissions;
mod take_step;
mod write;

pub use clocks::{OverdueFilter, RunningClock, list_clocks, list_overdue};
pub use consultations::{
    Consultation, ConsultationFilter, ConsultationOpinion, ConsultedNomination, advance_consultation,
    count_consultation_opinions, create_consultation, create_consultation_opinion, find_consultation,
    list_consultation_opinions, list_consultations, list_consulted, list_in_consultation,
    list_last_consultations, list_open_consultations, lock_consultation, touch_consultation,
};
pub use duplicates::{Duplicate, list_duplicates};
pub use heads::{NominationHead, list_heads, lock_heads};
pub use lines::{accounts_of, authorities_on, ids_of, line_of, list_pledge_results};
pub use list::{NominationFilter, Unnominated, list, list_unnominated};
pub use model::{Nomination, find, find_same, lock_exclusive};
pub use opinions::{
    OpinionRequest, advance_opinion_request, create_opinion_requests, find_open_request,
    find_opinion_request, list_opinion_requests, list_stage_opinions, supersede_opinions,
};
pub use papers::{NominationPaper, list_initiatives, list_papers, replace_initiatives, replace_papers};
pub use procedure::{NominationDeadline, Procedure, list_deadlines};
pub use recorded::{appraisal_details, dossier_details, record_nomination, record_with};
pub use reminders::{NominationReminder, ReminderAddress, create_reminders, list_awaited, list_reminders};
pub use situation::Situation;
pub use stages::{
    NominationStage, find_stage, list_opinions, list_proposal_days, list_stages, open_stage,
    replace_opinions, update_stage,
};
pub use submissions::{
    Submission, SubmissionFilter, advance_submission, count_nominations, create_submission, find_submission,
    list_submissions, list_submitted, list_submitted_ids, lock_all, lock_submission, set_nominations,
    share_papers,
};
pub use take_step::{take_step, take_step_of_all};
pub use write::{advance, create};
