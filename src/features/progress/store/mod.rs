//! SQL of progress: what was accepted, the states of items and units, and the sums. Reading and settings have files of
//! their own.

mod figures;
mod fold;
mod items;
mod read;
mod settings;
mod sums;

pub use figures::{Figures, elapsed_of};
pub use fold::{Accepted, refold, states_of, take_in};
pub use items::{ItemRow, Overfulfilled, Participant, items_of, overfulfilled, participant_states};
pub use read::{
    Sums, UnitRow, campaign_sums, content_sums, left_units, unit_rows, units_with_progress,
    values_without_report,
};
pub use settings::{
    RatingLevel, VerdictRule, change_verdict_rule, lock_verdict_rules, rating_levels, thresholds,
    verdict_rules,
};
pub use sums::kept;

use chrono::NaiveDate;

/// The day of the state before any report.
#[must_use]
pub fn before_all() -> NaiveDate {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default()
}
