//! Rules of role assignments: dated, never deleted.

use chrono::NaiveDate;

/// The days of an assignment: half-open, as they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleDays {
    /// The first day.
    pub starts_on: NaiveDate,
    /// The first day without the role.
    pub ends_before: Option<NaiveDate>,
}

/// Why a role can't be given or withdrawn so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It would end before it starts.
    EndsBeforeStart,
    /// Nobody can have been without a role that was used already.
    InThePast,
    /// It ended already.
    Ended,
}

impl RoleDays {
    /// The days from `starts_on` until the last day, which belongs to them.
    ///
    /// # Errors
    /// [`Refusal::EndsBeforeStart`].
    pub fn new(starts_on: NaiveDate, ends_on: Option<NaiveDate>) -> Result<Self, Refusal> {
        let ends_before = ends_on.map(|day| day.succ_opt().ok_or(Refusal::EndsBeforeStart)).transpose()?;
        match ends_before {
            Some(end) if end <= starts_on => Err(Refusal::EndsBeforeStart),
            _ => Ok(Self { starts_on, ends_before }),
        }
    }

    /// The last day; `None` without an end.
    #[must_use]
    pub fn ends_on(self) -> Option<NaiveDate> {
        self.ends_before.and_then(|end| end.pred_opt())
    }

    /// Whether it holds today or on a day to come.
    #[must_use]
    pub fn stands_on(self, today: NaiveDate) -> bool {
        self.ends_before.is_none_or(|end| today < end && self.starts_on < end)
    }

    /// The days once it is withdrawn after a last day, or at once: an assignment that has not begun then holds on no
    /// day at all.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn withdrawn(self, last_on: Option<NaiveDate>, today: NaiveDate) -> Result<Self, Refusal> {
        if !self.stands_on(today) {
            return Err(Refusal::Ended);
        }
        let end = match last_on {
            Some(last) if last < today => return Err(Refusal::InThePast),
            Some(last) => last.succ_opt().unwrap_or(last),
            None => today,
        };
        Ok(Self { ends_before: Some(end.max(self.starts_on)), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_assignment_has_days() {
        let (start, last) = (day("2026-01-01"), day("2026-06-30"));
        assert_eq!(RoleDays::new(start, Some(last)).unwrap().ends_before, Some(day("2026-07-01")));
        assert_eq!(RoleDays::new(start, Some(start)).unwrap().ends_on(), Some(start));
        assert_eq!(RoleDays::new(last, Some(start)), Err(Refusal::EndsBeforeStart));
    }

    #[test]
    fn it_is_withdrawn_at_once_or_after_a_last_day() {
        let today = day("2026-11-23");
        let running = RoleDays::new(day("2026-01-01"), None).unwrap();
        let coming = RoleDays::new(day("2027-01-01"), None).unwrap();
        let over = RoleDays::new(day("2026-01-01"), Some(day("2026-11-22"))).unwrap();
        let until = |days: RoleDays| days.ends_before.unwrap().to_string();
        assert_eq!(running.withdrawn(None, today).map(until).unwrap(), "2026-11-23");
        assert_eq!(running.withdrawn(Some(day("2026-11-30")), today).map(until).unwrap(), "2026-12-01");
        assert_eq!(coming.withdrawn(None, today).map(until).unwrap(), "2027-01-01");
        assert!(!coming.withdrawn(None, today).unwrap().stands_on(today));
        assert_eq!(running.withdrawn(Some(day("2026-11-22")), today), Err(Refusal::InThePast));
        assert_eq!(over.withdrawn(None, today), Err(Refusal::Ended));
    }
}
