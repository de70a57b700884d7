//! Whom and when the sample's facts are about.

use chrono::NaiveDate;

use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::Problem;
use crate::sample::ids::id;
use crate::sample::people::{FIRST_HOUSEHOLD, FIRST_PERSON};

/// The years of which something is known.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2021..=2025;

/// The sample's person of a number.
pub const fn person(number: u128) -> Subject {
    Subject { kind: SubjectKind::Person, id: id(FIRST_PERSON + number) }
}

/// The unit whose id ends so.
pub const fn unit(last: u128) -> Subject {
    Subject { kind: SubjectKind::Unit, id: id(last) }
}

pub(super) const fn household(number: u128) -> Subject {
    Subject { kind: SubjectKind::Household, id: id(FIRST_HOUSEHOLD + number) }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Result<NaiveDate, Problem> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Problem::internal("no such day"))
}
