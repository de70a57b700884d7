//! Rules of versions: which one speaks for a day, and how a change is written into them.

use chrono::NaiveDate;

use super::model::{Days, Life};
use crate::http::Code;
use crate::operations::life_cycle::Refusal;

/// The index of the version that speaks for a day: the one in force, or the nearest before the unit's first or
/// after its last day. `versions` are in order of time.
#[must_use]
pub fn version_for(versions: &[Days], day: NaiveDate) -> Option<usize> {
    let started = versions.iter().rposition(|days| days.starts_on <= day);
    started.or(if versions.is_empty() { None } else { Some(0) })
}

/// How a change from a day on is written into the version it falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rewrite {
    /// It begins with the version: the version itself is corrected.
    Whole,
    /// It begins inside: the version ends there, and a new one takes the rest of its days.
    From(Days),
}

/// Whether the unit exists on a day; `pointer` is the member of the body that names the day.
///
/// # Errors
/// Which day is the first or the last.
pub fn check_day(life: &Life, day: NaiveDate, pointer: &'static str) -> Result<(), Refusal> {
    if day < life.opened_on {
        return Err(before_opening(life, pointer));
    }
    match life.closed_on {
        Some(closed_on) if closed_on <= day => {
            Err(Refusal::at(pointer, Code::after_unit_closes).with("closesOn", closed_on))
        }
        _ => Ok(()),
    }
}

fn before_opening(life: &Life, pointer: &'static str) -> Refusal {
    Refusal::at(pointer, Code::before_unit_opens).with("opensOn", life.opened_on)
}

/// Where a change that holds from `effective_on` goes: the index of its version, and how it is written.
///
/// # Errors
/// As [`check_day`].
pub fn place_change(
    life: &Life,
    versions: &[Days],
    effective_on: NaiveDate,
) -> Result<(usize, Rewrite), Refusal> {
    check_day(life, effective_on, "/effectiveOn")?;
    let in_force = versions.iter().enumerate().find(|(_, days)| days.contain(effective_on));
    let (index, days) = in_force.ok_or_else(|| before_opening(life, "/effectiveOn"))?;
    let rewrite = if days.starts_on == effective_on {
        Rewrite::Whole
    } else {
        Rewrite::From(Days { starts_on: effective_on, ..*days })
    };
    Ok((index, rewrite))
}

/// Whether the last version may end on `effective_on`: nothing may be planned from that day on.
///
/// # Errors
/// The day on which the last version begins.
pub fn check_no_later_version(versions: &[Days], effective_on: NaiveDate) -> Result<(), Refusal> {
    match versions.last() {
        Some(last) if last.starts_on >= effective_on => {
            Err(Refusal::new(Code::unit_has_later_versions).with("startsOn", last.starts_on))
        }
        _ => Ok(()),
    }
}
