//! Days of the calendar until which a nomination goes up (Decree 152/2025/NĐ-CP, Article 35.1), and how old its report may be
//! (Article 33.9).

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::features::catalogue::rules::{AwardCode, ProcedureRequirement};
use crate::text_enum;

text_enum! {
    /// What a deadline of a nomination is.
    pub enum NominationDeadlineKind {
        /// The day until which it is submitted; a later one is accepted and shown as late.
        Submission = "SUBMISSION",
        /// The last day on which its report is not too old; a later one is not accepted.
        ReportAge = "REPORT_AGE",
    }
}

/// What deadlines are counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineGrounds {
    /// The year of the achievement.
    pub year: i32,
    /// The last day of the achievement's period; that of the year where none is named.
    pub ends_on: Option<NaiveDate>,
    /// Whether it is a school, or of one.
    pub is_of_a_school: bool,
    /// The last awards that deadlines are counted from, each with the day of its decision.
    pub awards: Vec<(AwardCode, NaiveDate)>,
}

/// Whether somebody is reminded today of a day: from so many days before it until the day itself.
#[must_use]
pub fn is_time_to_remind(due_on: NaiveDate, days_before: Option<i32>, today: NaiveDate) -> bool {
    let days = days_before.and_then(|days| u64::try_from(days).ok());
    let first = days.and_then(|days| due_on.checked_sub_days(Days::new(days)));
    first.is_some_and(|first| first <= today && today <= due_on)
}

/// The award from whose decision a deadline is counted.
#[must_use]
pub const fn counted_from(rule: &ProcedureRequirement) -> Option<&AwardCode> {
    match rule {
        ProcedureRequirement::Deadline { after_award: Some(award), .. } => Some(award),
        _ => None,
    }
}

/// The deadline of a rule: what it is, and its day where that is known; none where the rule is none for such a nomination.
#[must_use]
pub fn deadline(
    rule: &ProcedureRequirement,
    grounds: &DeadlineGrounds,
) -> Option<(NominationDeadlineKind, Option<NaiveDate>)> {
    match rule {
        ProcedureRequirement::Deadline { month, day, years_after, after_award, schools } => {
            if *schools != grounds.is_of_a_school {
                return None;
            }
            let year = match after_award {
                None => Some(grounds.year),
                Some(award) => grounds.awards.iter().find(|(own, _)| own == award).map(|(_, day)| day.year()),
            };
            let day = year.and_then(|year| last_possible(year + years_after, *month, *day));
            Some((NominationDeadlineKind::Submission, day))
        }
        ProcedureRequirement::ReportAge { months } => {
            let end = grounds.ends_on.or_else(|| NaiveDate::from_ymd_opt(grounds.year, 12, 31));
            let day = end.and_then(|end| end.checked_add_months(Months::new(*months)));
            Some((NominationDeadlineKind::ReportAge, day))
        }
        _ => None,
    }
}

/// The day of a month, or its last day where the month is shorter.
fn last_possible(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1..=day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}
