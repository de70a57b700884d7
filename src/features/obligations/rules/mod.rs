//! Rules of obligations: what can be due, why a unit is behind, and when somebody is reminded.

mod kinds;
mod lags;
pub mod reminders;

pub use kinds::{ObligationKind, is_overdue};
pub use lags::{Lag, UnitShortfall, behind_below, lags};
