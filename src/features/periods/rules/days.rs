//! The days of a reporting period.

use chrono::NaiveDate;

use super::calendar::WorkingDays;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;

/// The days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day of the figures.
    pub data_from: NaiveDate,
    /// The last day of the figures.
    pub data_to: NaiveDate,
    /// The first day on which it can be opened.
    pub opens_on: NaiveDate,
    /// The last day of reporting.
    pub due_on: NaiveDate,
}

/// What is wrong with the days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// The figures end before they begin.
    EndsBeforeStart,
    /// Some of the figures are of days outside the campaign.
    OutsideOfCampaign,
    /// The last day of reporting is not a working day; this is the next one.
    NoWorkingDay(NaiveDate),
    /// No working day lies between the last day of the figures and the last day of reporting (Nghị định 09/2019/NĐ-CP,
    /// Điều 8 khoản 5: at least one). This is the first possible day.
    TooSoon(NaiveDate),
    /// It opens after its last day of reporting.
    OpensTooLate,
}

/// All faults of a period's days, each with the member of the body it is in.
#[must_use]
pub fn faults(days: &Days, campaign: CampaignDays, calendar: &WorkingDays) -> Vec<(&'static str, DayFault)> {
    let mut found = Vec::new();
    if days.data_to < days.data_from {
        found.push(("dataTo", DayFault::EndsBeforeStart));
    }
    if days.data_from < campaign.starts_on || days.data_from > campaign.ends_on {
        found.push(("dataFrom", DayFault::OutsideOfCampaign));
    }
    if days.data_to > campaign.ends_on || days.data_to < campaign.starts_on {
        found.push(("dataTo", DayFault::OutsideOfCampaign));
    }
    let earliest = calendar.add(days.data_to, 2);
    if days.due_on < earliest {
        found.push(("dueOn", DayFault::TooSoon(earliest)));
    } else if !calendar.is_working_day(days.due_on) {
        found.push(("dueOn", DayFault::NoWorkingDay(calendar.on_or_after(days.due_on))));
    }
    if days.opens_on > days.due_on {
        found.push(("opensOn", DayFault::OpensTooLate));
    }
    found
}

/// The faults that a change of days adds. A later holiday or amendment of the campaign does not make existing days wrong.
#[must_use]
pub fn new_faults(
    (before, after): (&Days, &Days),
    campaign: CampaignDays,
    calendar: &WorkingDays,
) -> Vec<(&'static str, DayFault)> {
    let from = before.data_from != after.data_from;
    let to = before.data_to != after.data_to;
    let due = before.due_on != after.due_on;
    let is_new = |fault: DayFault, member: &str| match fault {
        DayFault::EndsBeforeStart => from || to,
        DayFault::OutsideOfCampaign => (member == "dataFrom" && from) || (member == "dataTo" && to),
        DayFault::NoWorkingDay(_) => due,
        DayFault::TooSoon(_) => due || to,
        DayFault::OpensTooLate => due || before.opens_on != after.opens_on,
    };
    let found = faults(after, campaign, calendar).into_iter();
    found.filter(|(member, fault)| is_new(*fault, member)).collect()
}
