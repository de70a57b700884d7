//! When a unit may file a report.

use chrono::NaiveDate;

use super::life_cycle::PeriodStatus;

/// Why a unit can't file a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingRefusal {
    /// The period is not open.
    NotOpen,
    /// Its last day is over, and the unit has no exception for today.
    Locked(NaiveDate),
}

/// Passes when a unit may file a report today. A unit with an exception may file until the last day of the exception.
pub fn filing(
    status: PeriodStatus,
    due_on: NaiveDate,
    exception_until: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), FilingRefusal> {
    if status != PeriodStatus::Open {
        return Err(FilingRefusal::NotOpen);
    }
    if today <= due_on || exception_until.is_some_and(|until| today <= until) {
        Ok(())
    } else {
        Err(FilingRefusal::Locked(due_on))
    }
}
