//! The life of a unit: its status follows its days, and people end it or take its end back.

use chrono::NaiveDate;

use super::model::{Life, UnitStatus};
use crate::auth::policy::Permission::ManageUnits;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{UnitClosed, UnitReopened};
use crate::text_enum;

text_enum! {
    /// What can be done to a unit's life span.
    pub enum UnitAction {
        /// Ends it from a day on.
        Close = "CLOSE",
        /// Takes its end back.
        Reopen = "REOPEN",
    }
}

use UnitAction::{Close, Reopen};
use UnitStatus::{Active, Closed, Planned};

/// The life of a unit on a day.
#[derive(Debug, Clone, Copy)]
pub struct UnitLife {
    /// From when until when the unit exists.
    pub life: Life,
    /// CLOSE: the first day without the unit.
    pub effective_on: NaiveDate,
    /// The day on which the status is read.
    pub today: NaiveDate,
}

impl LifeCycle for UnitLife {
    type Status = UnitStatus;
    type Action = UnitAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Planned, Close, Planned, ManageUnits, UnitClosed)
            .when(|unit: &Self| !unit.has_end())
            .check(check_begins_before),
        Step::new(Planned, Reopen, Planned, ManageUnits, UnitReopened).when(Self::has_end).needs_reason(),
        Step::new(Active, Close, Active, ManageUnits, UnitClosed)
            .when(|unit: &Self| !unit.has_end() && unit.today < unit.effective_on),
        Step::new(Active, Close, Closed, ManageUnits, UnitClosed)
            .when(|unit: &Self| !unit.has_end() && unit.effective_on <= unit.today)
            .check(check_begins_before),
        Step::new(Active, Reopen, Active, ManageUnits, UnitReopened).when(Self::has_end).needs_reason(),
        Step::new(Closed, Reopen, Active, ManageUnits, UnitReopened).needs_reason(),
    ];

    fn status(&self) -> UnitStatus {
        self.life.status_on(self.today)
    }
}

impl UnitLife {
    /// The unit on a day, with what can be done on that day.
    #[must_use]
    pub const fn on(life: Life, day: NaiveDate) -> Self {
        Self { life, effective_on: day, today: day }
    }

    /// The life span after an action.
    #[must_use]
    pub fn after(&self, action: UnitAction) -> Life {
        let closed_on = match action {
            Close => Some(self.effective_on),
            Reopen => None,
        };
        Life { closed_on, ..self.life }
    }

    const fn has_end(&self) -> bool {
        self.life.closed_on.is_some()
    }
}

/// A unit exists for a day at least.
fn check_begins_before(unit: &UnitLife) -> Result<(), Refusal> {
    let opened_on = unit.life.opened_on;
    if opened_on < unit.effective_on {
        return Ok(());
    }
    Err(Refusal::at("/effectiveOn", Code::before_unit_opens).with("opensOn", opened_on))
}
