//! What the rules speak of, and the rules that need no file of their own.

use super::calendar::WorkingDays;
use super::generate::Planned;
use chrono::NaiveDate;

use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::text_enum;

text_enum! {
    /// What kind of period it is.
    pub enum PeriodKind {
        /// A month.
        Month = "MONTH",
        /// A quarter.
        Quarter = "QUARTER",
        /// Half a year.
        HalfYear = "HALF_YEAR",
        /// A year.
        Year = "YEAR",
        /// A school year.
        SchoolYear = "SCHOOL_YEAR",
        /// The time until an interim review (sơ kết).
        InterimReview = "INTERIM_REVIEW",
        /// The time until the final review (tổng kết).
        FinalReview = "FINAL_REVIEW",
        /// Any other days.
        Other = "OTHER",
    }
}

text_enum! {
    /// Where a period is in its life.
    pub enum PeriodStatus {
        /// It is planned; nobody reports yet.
        Planned = "PLANNED",
        /// Units report; after the last day only those with an exception.
        Open = "OPEN",
        /// It was given up before it opened.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a period.
    pub enum PeriodAction {
        /// Lets units report, and freezes who is expected to.
        Open = "OPEN",
        /// Gives a planned period up.
        Cancel = "CANCEL",
    }
}

text_enum! {
    /// Why a unit is expected to report, or is not.
    pub enum ReporterStatus {
        /// It takes part and exists.
        Expected = "EXPECTED",
        /// It was closed; the units that directly follow it report for it.
        BySuccessors = "BY_SUCCESSORS",
        /// It was closed and nobody follows it: nothing is expected.
        Excused = "EXCUSED",
    }
}

/// The days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day the figures speak of.
    pub data_from: NaiveDate,
    /// The last one.
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
    /// The figures speak of days outside the campaign.
    OutsideOfCampaign,
    /// The last day of reporting is no working day; the next one is this.
    NoWorkingDay(NaiveDate),
    /// No working day lies between the last data day and the last day of reporting (Nghị định 09/2019/NĐ-CP, Điều 8
    /// khoản 5: at least one). The first possible day is this.
    TooSoon(NaiveDate),
    /// It opens after its last day of reporting.
    OpensTooLate,
}

/// Every fault of a period's days, each with the member it stands in.
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

/// The faults of changed days that were not there before: a holiday or an amendment of the campaign that came later makes
/// no day wrong that stands.
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

/// Why a step can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The action is not possible in this state.
    NotNow,
    /// The period can be opened only from this day on.
    TooEarly(NaiveDate),
    /// The action needs a reason.
    NoReason,
}

impl PeriodStatus {
    /// The actions that are possible here, whoever asks.
    #[must_use]
    pub const fn possible_actions(self) -> &'static [PeriodAction] {
        match self {
            Self::Planned => &[PeriodAction::Open, PeriodAction::Cancel],
            Self::Open | Self::Cancelled => &[],
        }
    }

    /// The status after an action.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(
        self,
        action: PeriodAction,
        opens_on: NaiveDate,
        today: NaiveDate,
        has_reason: bool,
    ) -> Result<Self, Refusal> {
        match (self, action) {
            (Self::Planned, PeriodAction::Open) if today < opens_on => Err(Refusal::TooEarly(opens_on)),
            (Self::Planned, PeriodAction::Open) => Ok(Self::Open),
            (Self::Planned, PeriodAction::Cancel) if !has_reason => Err(Refusal::NoReason),
            (Self::Planned, PeriodAction::Cancel) => Ok(Self::Cancelled),
            _ => Err(Refusal::NotNow),
        }
    }
}

/// Why a unit can't file a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingRefusal {
    /// The period is not open.
    NotOpen,
    /// Its last day is over, and the unit has no exception for today.
    Locked(NaiveDate),
}

/// Whether a unit may file a report today; whoever has an exception may do so until its last day.
///
/// # Errors
/// [`FilingRefusal`].
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
