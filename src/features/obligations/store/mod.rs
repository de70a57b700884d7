//! SQL of obligations.

mod campaign;
mod due;
pub mod reminder_rules;
pub mod reminders;

pub use campaign::{
    CascadeRow, LateRow, StalledRow, list_late, list_responses, list_stalled, overdue_reports, without_pledge,
};
pub use due::{Obligation, ObligationScope, list_due};
