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

/// A role can't end before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsBeforeStart;

/// Why a role can't be withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawalRefusal {
    /// The last day is in the past: the role may have been used since.
    InThePast,
    /// The role has ended already.
    Ended,
}

impl RoleDays {
    /// The days from `starts_on` through `ends_on`.
    ///
    /// # Errors
    /// [`EndsBeforeStart`].
    pub fn new(starts_on: NaiveDate, ends_on: Option<NaiveDate>) -> Result<Self, EndsBeforeStart> {
        let ends_before = ends_on.map(|day| day.succ_opt().ok_or(EndsBeforeStart)).transpose()?;
        match ends_before {
            Some(end) if end <= starts_on => Err(EndsBeforeStart),
            _ => Ok(Self { starts_on, ends_before }),
        }
    }

    /// The last day; `None` without an end.
    #[must_use]
    pub fn ends_on(self) -> Option<NaiveDate> {
        self.ends_before.and_then(|end| end.pred_opt())
    }

    /// Whether the role holds today or on a later day.
    #[must_use]
    pub fn holds_from(self, today: NaiveDate) -> bool {
        self.ends_before.is_none_or(|end| today < end && self.starts_on < end)
    }

    /// The days after a withdrawal: at once, or after a last day. A role that has not started yet then holds on no day.
    ///
    /// # Errors
    /// [`WithdrawalRefusal`].
    pub fn withdraw(self, last_on: Option<NaiveDate>, today: NaiveDate) -> Result<Self, WithdrawalRefusal> {
        if !self.holds_from(today) {
            return Err(WithdrawalRefusal::Ended);
        }
        let end = match last_on {
            Some(last) if last < today => return Err(WithdrawalRefusal::InThePast),
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
        assert_eq!(RoleDays::new(last, Some(start)), Err(EndsBeforeStart));
    }

    #[test]
    fn it_is_withdrawn_at_once_or_after_a_last_day() {
        let today = day("2026-11-23");
        let running = RoleDays::new(day("2026-01-01"), None).unwrap();
        let coming = RoleDays::new(day("2027-01-01"), None).unwrap();
        let over = RoleDays::new(day("2026-01-01"), Some(day("2026-11-22"))).unwrap();
        let until = |days: RoleDays| days.ends_before.unwrap().to_string();
        assert_eq!(running.withdraw(None, today).map(until).unwrap(), "2026-11-23");
        assert_eq!(running.withdraw(Some(day("2026-11-30")), today).map(until).unwrap(), "2026-12-01");
        assert_eq!(coming.withdraw(None, today).map(until).unwrap(), "2027-01-01");
        assert!(!coming.withdraw(None, today).unwrap().holds_from(today));
        assert_eq!(running.withdraw(Some(day("2026-11-22")), today), Err(WithdrawalRefusal::InThePast));
        assert_eq!(over.withdraw(None, today), Err(WithdrawalRefusal::Ended));
    }
}
