//! SQL of decisions: the rows, their lines, whom they honour, and what is taken back or corrected.

mod about_award;
mod corrections;
mod decisions;
mod granting;
mod honoured;
mod lines;
mod revocations;
mod titles;
mod visible;

pub use about_award::{AboutAward, end_about_award, find_about_award};
pub use corrections::{NameCorrection, create_correction, list_corrections};
pub use decisions::{
    Decision, DecisionFilter, advance_decision, create_decision, find_decision, list_decisions, lock_decision,
};
pub use granting::{Expected, Granting, Prizes, expect_prizes};
pub use honoured::{HonouredClass, count_honoured};
pub use lines::{
    DecisionLine, MOST_LINES, concerns_somebody, count_lines, end_lines, find_other_line,
    list_line_nominations, list_lines, replace_lines, sum_prizes, write_granted,
};
pub use revocations::{
    Revocation, complete_revocation, create_revocation, find_granting_line, list_revocations,
};
pub use titles::{
    GrantedTitle, OtherPayment, grant_alone_on, list_granted_titles, other_payments, write_suppressor,
};
pub use visible::{DecisionAccess, find_visible};
