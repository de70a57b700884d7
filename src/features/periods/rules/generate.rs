//! Periods of a calendar: months, quarters, half years, years and school years, with the cut-off day of the administration
//! or of statistics.

use chrono::{Datelike, Days as Count, Months, NaiveDate};

use super::calendar::WorkingDays;
use super::days::Days;
use super::kinds::PeriodKind;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::text_enum;

/// The most periods that one request generates.
pub const MOST_PERIODS: usize = 60;

text_enum! {
    /// The calendar that periods follow.
    pub enum Calendar {
        /// Twelve a year.
        Month = "MONTH",
        /// Four a year.
        Quarter = "QUARTER",
        /// Two a year.
        HalfYear = "HALF_YEAR",
        /// One a year.
        Year = "YEAR",
        /// One from September to August.
        SchoolYear = "SCHOOL_YEAR",
    }
}

text_enum! {
    /// On which day the data of a period end.
    pub enum CutOff {
        /// On the 14th: a month runs from the 15th of the month before (Nghị định 09/2019/NĐ-CP, Điều 12).
        Administrative = "ADMINISTRATIVE",
        /// On the last day of the month, as statistics run.
        Calendar = "CALENDAR",
    }
}

/// A period that is about to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPeriod {
    /// Its code: `2023-M02`, `2023-Q1`, `2023-H1`, `2023-Y`, `2023-2024-SY`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: PeriodKind,
    /// Its days.
    pub days: Days,
}

impl Calendar {
    /// How many months a period has, and the month in which the first one of a year begins.
    const fn shape(self) -> (u32, u32) {
        match self {
            Self::Month => (1, 1),
            Self::Quarter => (3, 1),
            Self::HalfYear => (6, 1),
            Self::Year => (12, 1),
            // Nothing read so far says when a school year begins and ends; September to August is the practice.
            Self::SchoolYear => (12, 9),
        }
    }

    const fn kind(self) -> PeriodKind {
        match self {
            Self::Month => PeriodKind::Month,
            Self::Quarter => PeriodKind::Quarter,
            Self::HalfYear => PeriodKind::HalfYear,
            Self::Year => PeriodKind::Year,
            Self::SchoolYear => PeriodKind::SchoolYear,
        }
    }

    /// Code and name of the period whose first month this is.
    fn code_and_name(self, first: NaiveDate) -> (String, String) {
        let (year, month) = (first.year(), first.month());
        match self {
            Self::Month => (format!("{year}-M{month:02}"), format!("Tháng {month:02} năm {year}")),
            Self::Quarter => {
                let quarter = month / 3 + 1;
                let roman =
                    ["I", "II", "III", "IV"].get(usize::try_from(month / 3).unwrap_or(0)).unwrap_or(&"");
                (format!("{year}-Q{quarter}"), format!("Quý {roman} năm {year}"))
            }
            Self::HalfYear if month == 1 => (format!("{year}-H1"), format!("6 tháng đầu năm {year}")),
            Self::HalfYear => (format!("{year}-H2"), format!("6 tháng cuối năm {year}")),
            Self::Year => (format!("{year}-Y"), format!("Năm {year}")),
            Self::SchoolYear => {
                let next = year + 1;
                (format!("{year}-{next}-SY"), format!("Năm học {year}-{next}"))
            }
        }
    }
}

/// The periods of a calendar that lie within a range of days, each cut to the range. A period opens on the day after its
/// last day of figures and is due some working days later.
#[must_use]
pub fn generate(
    calendar: Calendar,
    cut_off: CutOff,
    within: CampaignDays,
    due_after: u32,
    working_days: &WorkingDays,
) -> Vec<PlannedPeriod> {
    let (length, first_month) = calendar.shape();
    let start = NaiveDate::from_ymd_opt(within.starts_on.year() - 1, first_month, 1);
    let firsts = std::iter::successors(start, |first| first.checked_add_months(Months::new(length)));
    let planned = |first: NaiveDate| {
        let (data_from, data_to) = data_days(first, length, cut_off)?;
        let (data_from, data_to) = (data_from.max(within.starts_on), data_to.min(within.ends_on));
        let (code, name) = calendar.code_and_name(first);
        let opens_on = data_to.checked_add_days(Count::new(1))?;
        let due_on = working_days.add(data_to, due_after);
        let days = Days { data_from, data_to, opens_on, due_on };
        (data_from <= data_to).then_some(PlannedPeriod { code, name, kind: calendar.kind(), days })
    };
    let is_over = |first: &NaiveDate| *first > within.ends_on + Months::new(1);
    firsts.take_while(|first| !is_over(first)).filter_map(planned).take(MOST_PERIODS + 1).collect()
}

/// The first and the last day of figures of the period that begins with this month.
fn data_days(first: NaiveDate, months: u32, cut_off: CutOff) -> Option<(NaiveDate, NaiveDate)> {
    let next = first.checked_add_months(Months::new(months))?;
    match cut_off {
        CutOff::Calendar => Some((first, next.pred_opt()?)),
        CutOff::Administrative => {
            let fifteenth = |month: NaiveDate| month.checked_sub_months(Months::new(1))?.with_day(15);
            Some((fifteenth(first)?, fifteenth(next)?.pred_opt()?))
        }
    }
}
