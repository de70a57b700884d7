//! Rules of requests about one's own data: their life, and when they are due (Law 91/2025/QH15; Decree 356/2025/NĐ-CP by
//! the dated rules of personal data).

use chrono::{Days, NaiveDate};

use crate::auth::policy::Permission::ConfirmFacts;
pub use crate::features::people::rules::personal_data::DataRequestKind;
use crate::features::periods::rules::WorkingDays;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence;
use crate::text_enum;

text_enum! {
    /// Where a request is in its life.
    pub enum DataRequestStatus {
        /// It came, and waits for its answer.
        Received = "RECEIVED",
        /// It was granted.
        Granted = "GRANTED",
        /// It was refused.
        Refused = "REFUSED",
        /// Its restriction no longer holds.
        Lifted = "LIFTED",
    }
}

text_enum! {
    /// What can be done with a request.
    pub enum DataRequestAction {
        /// Gives more time, once.
        Extend = "EXTEND",
        /// Grants it.
        Grant = "GRANT",
        /// Refuses it.
        Refuse = "REFUSE",
        /// Ends the restriction.
        Lift = "LIFT",
    }
}

use DataRequestAction::{Extend, Grant, Lift, Refuse};
use DataRequestStatus::{Granted, Lifted, Received, Refused};

/// The life of a request.
#[derive(Debug)]
pub struct DataRequestLife {
    /// Where it is.
    pub status: DataRequestStatus,
    /// What is asked.
    pub kind: DataRequestKind,
    /// Whether it can be extended.
    pub can_be_extended: bool,
}

impl LifeCycle for DataRequestLife {
    type Status = DataRequestStatus;
    type Action = DataRequestAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Received, Extend, Received, ConfirmFacts, Occurrence::DataRequestExtended)
            .needs_reason()
            .check(can_be_extended),
        Step::new(Received, Grant, Granted, ConfirmFacts, Occurrence::DataRequestGranted),
        Step::new(Received, Refuse, Refused, ConfirmFacts, Occurrence::DataRequestRefused).needs_reason(),
        Step::new(Granted, Lift, Lifted, ConfirmFacts, Occurrence::DataRequestLifted)
            .needs_reason()
            .when(|life| life.kind.restricts()),
    ];

    fn status(&self) -> DataRequestStatus {
        self.status
    }
}

fn can_be_extended(life: &DataRequestLife) -> Result<(), Refusal> {
    if life.can_be_extended { Ok(()) } else { Err(Refusal::new(Code::data_request_extended)) }
}

/// How much time there is for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTerm {
    /// Working days until the first reply.
    pub reply_working_days: u32,
    /// Days until it is carried out.
    pub days: u32,
}

/// The days by which a request that came on a day is replied to and carried out.
#[must_use]
pub fn due_days(received_on: NaiveDate, term: RequestTerm, calendar: &WorkingDays) -> (NaiveDate, NaiveDate) {
    (calendar.add(received_on, term.reply_working_days), later(received_on, term.days))
}

/// So many days later.
#[must_use]
pub fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{drawing, drawn_steps};

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("mod.rs")), drawing::<DataRequestLife>());
    }

    #[test]
    fn a_request_that_comes_before_a_weekend_is_replied_to_after_it() {
        let day = |text: &str| text.parse().unwrap();
        let term = RequestTerm { reply_working_days: 2, days: 15 };
        // 2026-11-27 is a Friday.
        let due = due_days(day("2026-11-27"), term, &WorkingDays::default());
        assert_eq!(due, (day("2026-12-01"), day("2026-12-12")));
    }
}
