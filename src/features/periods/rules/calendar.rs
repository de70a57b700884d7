//! Working days: all days except weekends and holidays, plus weekends that are worked in exchange for a free day.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The most free days in a row that a search skips.
const LONGEST_BREAK: usize = 400;

/// A calendar: for the days that differ from their weekday, whether they are worked.
#[derive(Debug, Clone, Default)]
pub struct WorkingDays(HashMap<NaiveDate, bool>);

/// Whether the day is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl WorkingDays {
    /// A calendar with these exceptions, each a day and whether it is worked.
    #[must_use]
    pub fn new(exceptions: impl IntoIterator<Item = (NaiveDate, bool)>) -> Self {
        Self(exceptions.into_iter().collect())
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.0.get(&day).copied().unwrap_or(!is_weekend(day))
    }

    /// The day itself if it is worked, otherwise the next working day.
    #[must_use]
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        let days = std::iter::successors(Some(day), |day| day.checked_add_days(Days::new(1)));
        days.take(LONGEST_BREAK).find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The `count`-th working day after a day.
    #[must_use]
    pub fn add(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let next =
            |day: NaiveDate| day.checked_add_days(Days::new(1)).map_or(day, |next| self.on_or_after(next));
        (0..count).fold(day, |day, _| next(day))
    }
}
