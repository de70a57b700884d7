//! The life of a reporting period.

use chrono::NaiveDate;

use crate::auth::policy::Permission::RunCampaigns;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step, allowed_actions};
use crate::record::Occurrence::{ReportingPeriodCancelled, ReportingPeriodOpened};
use crate::text_enum;

text_enum! {
    /// The status of a reporting period.
    pub enum PeriodStatus {
        /// It is planned; nobody reports yet.
        Planned = "PLANNED",
        /// Units report; after the last day only those with an exception.
        Open = "OPEN",
        /// It was cancelled before it opened.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a reporting period.
    pub enum PeriodAction {
        /// Lets units report, and freezes the list of units that are expected to.
        Open = "OPEN",
        /// Cancels a planned period.
        Cancel = "CANCEL",
    }
}

use PeriodAction as Do;
use PeriodStatus as Is;

/// The life of a reporting period on a day.
#[derive(Debug)]
pub struct PeriodLife {
    /// Where the period is.
    pub status: PeriodStatus,
    /// The first day on which it can be opened.
    pub opens_on: NaiveDate,
    /// The day.
    pub today: NaiveDate,
}

impl PeriodLife {
    /// What a person may do now. Only a running campaign opens a period, and only from the day of opening on.
    #[must_use]
    pub fn allowed_actions(&self, runs_campaign: bool, campaign_is_running: bool) -> Vec<PeriodAction> {
        let can_open = campaign_is_running && require_day_of_opening(self).is_ok();
        let mut actions = allowed_actions(self, |permission| permission == RunCampaigns && runs_campaign);
        actions.retain(|action| *action != Do::Open || can_open);
        actions
    }
}

impl LifeCycle for PeriodLife {
    type Status = PeriodStatus;
    type Action = PeriodAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Is::Planned, Do::Open, Is::Open, RunCampaigns, ReportingPeriodOpened)
            .check(require_day_of_opening),
        Step::new(Is::Planned, Do::Cancel, Is::Cancelled, RunCampaigns, ReportingPeriodCancelled)
            .needs_reason(),
    ];

    fn status(&self) -> PeriodStatus {
        self.status
    }
}

/// Passes from the day of opening on.
pub(super) fn require_day_of_opening(life: &PeriodLife) -> Result<(), Refusal> {
    if life.opens_on <= life.today {
        Ok(())
    } else {
        Err(Refusal::new(Code::too_early_to_open).with("opensOn", life.opens_on))
    }
}
