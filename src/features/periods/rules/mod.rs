//! Rules of reporting periods: their days, their life, and when a unit may file.

mod calendar;
mod days;
mod filing;
mod generate;
mod kinds;
mod life_cycle;
mod reference;

pub use calendar::{WorkingDays, is_weekend};
pub use days::{DayFault, Days, faults, new_faults};
pub use filing::{FilingRefusal, filing};
pub use generate::{Calendar, CutOff, MOST_PERIODS, PlannedPeriod, generate};
pub use kinds::{PeriodKind, ReporterStatus};
pub use life_cycle::{PeriodAction, PeriodLife, PeriodStatus};
pub use reference::PeriodReference;

#[cfg(test)]
mod tests;
