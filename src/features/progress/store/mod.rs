//! SQL of progress: accepted values, the states of items and units, the sums, and the settings.

mod figures;
mod fold;
mod items;
mod read;
mod settings;
mod states;
mod sums;

pub use figures::{Figures, elapsed_of};
pub use fold::{AcceptedItem, refold, states_of, take_in};
pub use items::{ItemRow, OverfulfilledRow, Participant, items_of, list_overfulfilled, participant_states};
pub use read::{
    Sums, UnitRow, campaign_sums, content_sums, count_values_without_report, left_units, unit_rows,
    units_with_progress,
};
pub use settings::{
    RatingLevel, VerdictRule, change_verdict_rule, list_rating_levels, list_verdict_rules,
    lock_verdict_rules, thresholds,
};
pub use sums::{changed_at, note_change, stored_steps};
