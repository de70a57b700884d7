//! SQL of nominations: the rows, their papers and initiatives, the stages, and what looks like them.

mod duplicates;
mod lines;
mod list;
mod model;
mod papers;
mod stages;
mod submissions;
mod write;

pub use duplicates::{Duplicate, list_duplicates};
pub use lines::{accounts_of, authorities_on, line_of, list_pledge_results};
pub use list::{NominationFilter, Unnominated, list, list_unnominated};
pub use model::{Nomination, find, find_same, lock_exclusive};
pub use papers::{NominationPaper, list_initiatives, list_papers, replace_initiatives, replace_papers};
pub use stages::{
    NominationStage, find_stage, list_opinions, list_stages, open_stage, replace_opinions, update_stage,
};
pub use submissions::{
    Submission, SubmissionFilter, advance_submission, count_nominations, create_submission, find_submission,
    list_submissions, list_submitted, list_submitted_ids, lock_all, lock_submission, set_nominations,
    share_papers,
};
pub use write::{advance, create};
