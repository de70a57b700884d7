//! The working days of each step (Decree 152/2025/NĐ-CP, Article 35): since when a clock runs, when it runs out.

use chrono::{Days, NaiveDate};

use crate::features::periods::rules::WorkingDays;
use crate::text_enum;

text_enum! {
    /// A step that is awaited, with its clock.
    pub enum ClockedStep {
        /// The appraisal, since the day of receipt.
        Appraise = "APPRAISE",
        /// The proposal, since the day of receipt.
        Propose = "PROPOSE",
        /// The return of what does not meet the standard, since that was found.
        Return = "RETURN",
        /// The decision, since the proposal.
        Decide = "DECIDE",
        /// The opinion of others, since they were asked.
        Opinion = "OPINION",
    }
}

/// The last day of a step whose clock runs since a day; none where nobody set its days.
#[must_use]
pub fn clock_due_on(since: NaiveDate, days: Option<u32>, calendar: &WorkingDays) -> Option<NaiveDate> {
    days.map(|days| calendar.add(since, days))
}

/// The first day since which a clock of so many working days has not run out today: every earlier one has.
#[must_use]
pub fn first_day_in_time(today: NaiveDate, days: u32, calendar: &WorkingDays) -> NaiveDate {
    let back = |day: &NaiveDate| day.checked_sub_days(Days::new(1));
    let all = std::iter::successors(Some(today), back);
    // The last day of a clock is never before the last day of one that began earlier.
    all.take_while(|since| calendar.add(*since, days) >= today).last().unwrap_or(today)
}

/// How many working days have passed since the last day.
#[must_use]
pub fn days_late(due_on: Option<NaiveDate>, today: NaiveDate, calendar: &WorkingDays) -> u32 {
    let after = due_on.and_then(|due_on| due_on.succ_opt());
    let passed = std::iter::successors(after, NaiveDate::succ_opt).take_while(|day| *day <= today);
    u32::try_from(passed.filter(|day| calendar.is_working_day(*day)).count()).unwrap_or(u32::MAX)
}
