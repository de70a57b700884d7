//! Days on which rows hold, and which row ends when another takes its place.

use chrono::NaiveDate;

/// The days from the first on which a row holds to the first on which it no longer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub starts_on: NaiveDate,
    /// The first day that no longer belongs to it; `None` without an end.
    pub ends_before: Option<NaiveDate>,
}

impl Days {
    /// Whether a day is one of them.
    #[must_use]
    pub fn include(self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }

    /// Whether some day belongs to both.
    #[must_use]
    pub fn overlap(self, other: Self) -> bool {
        self.include(other.starts_on) || other.include(self.starts_on)
    }

    /// Whether an earlier row ends where this one begins: it began before and holds no longer than this one.
    ///
    /// Otherwise days of the earlier row would be lost, and somebody has to say what becomes of them.
    #[must_use]
    pub fn takes_the_place_of(self, earlier: Self) -> bool {
        let holds_as_long = match (self.ends_before, earlier.ends_before) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(other)) => other <= own,
        };
        earlier.starts_on < self.starts_on && holds_as_long
    }
}

/// The days on which what holds may change within some days: the first of them, and the first of every row that begins
/// within.
#[must_use]
pub fn turning_days(within: Days, others: impl IntoIterator<Item = Days>) -> Vec<NaiveDate> {
    let begin = others.into_iter().map(|days| days.starts_on).filter(|day| within.include(*day));
    let mut days: Vec<_> = begin.chain([within.starts_on]).collect();
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(starts_on: &str, ends_before: &str) -> Days {
        let ends_before = Some(ends_before).filter(|end| !end.is_empty()).map(|end| end.parse().unwrap());
        Days { starts_on: starts_on.parse().unwrap(), ends_before }
    }

    #[test]
    fn a_row_takes_the_place_of_one_that_began_before_and_holds_no_longer() {
        for (own, earlier, expected) in [
            (("2026-10-01", ""), ("2024-01-01", ""), true),
            (("2026-10-01", ""), ("2024-01-01", "2027-03-01"), true),
            (("2026-10-01", "2027-03-01"), ("2024-01-01", "2027-03-01"), true),
            (("2026-10-01", "2027-01-01"), ("2024-01-01", "2027-03-01"), false),
            (("2026-10-01", "2027-01-01"), ("2024-01-01", ""), false),
            (("2026-10-01", ""), ("2026-10-01", ""), false),
            (("2026-10-01", ""), ("2027-01-01", ""), false),
        ] {
            let found = days(own.0, own.1).takes_the_place_of(days(earlier.0, earlier.1));
            assert_eq!(found, expected, "{own:?} {earlier:?}");
        }
    }

    #[test]
    fn the_day_on_which_a_row_ends_belongs_to_the_next_one() {
        let (first, second) = (days("2024-01-01", "2025-07-01"), days("2025-07-01", ""));
        assert!(!first.overlap(second) && !second.overlap(first));
        assert!(first.overlap(days("2025-06-30", "")));
    }

    #[test]
    fn what_holds_may_change_where_a_row_begins() {
        let others = [days("2024-01-01", ""), days("2026-11-01", ""), days("2027-03-01", "")];
        let found = turning_days(days("2026-10-01", "2027-03-01"), others);
        assert_eq!(found, ["2026-10-01", "2026-11-01"].map(|day| day.parse::<NaiveDate>().unwrap()));
    }
}
