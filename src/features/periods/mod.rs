//! Reporting periods: for which days a campaign's participants report, and until when.
//!
//! ```text
//! created one by one or generated from a calendar: PLANNED
//!
//! PLANNED ──OPEN──▶ OPEN  freezes the list of expected reporters; locked after dueOn, except for units with an exception
//! PLANNED ──CANCEL──▶ CANCELLED
//! ```
//! Deadlines lie on working days; administrators maintain the holidays.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{CampaignsRead, CampaignsWrite, ReportsRead, ReportsWrite};
use crate::auth::policy::Permission::{ManageSettings, RunCampaigns};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Settings")
        .op(routes::holidays::list_holidays, SignedIn)
        .op(routes::holidays::create_holiday, Needs(ManageSettings, Over::Province))
        .op(routes::holidays::get_holiday, SignedIn)
        .op(routes::holidays::remove_holiday, Needs(ManageSettings, Over::Province))
        .then_tag("Reporting")
        .for_clients(&[CampaignsRead, CampaignsWrite, ReportsRead, ReportsWrite], &[])
        .op(routes::list::list_reporting_periods, SignedIn)
        .op(routes::create::create_reporting_period, Needs(RunCampaigns, Over::Handler))
        .op(routes::generate::generate_reporting_periods, Needs(RunCampaigns, Over::Handler))
        .op(routes::read::get_reporting_period, SignedIn)
        .op(routes::change::change_reporting_period, Needs(RunCampaigns, Over::Handler))
        .op(routes::transition::transition_reporting_period, Needs(RunCampaigns, Over::Handler))
        .op(routes::transition::list_reporting_period_transitions, SignedIn)
        .op(routes::reporters::list_expected_reporters, SignedIn)
        .op(routes::expect::expect_reporter, Needs(RunCampaigns, Over::Handler))
        .op(routes::exceptions::list_lock_exceptions, SignedIn)
        .op(routes::exceptions::grant_lock_exception, Needs(RunCampaigns, Over::Handler))
        .op(routes::exceptions::get_lock_exception, SignedIn)
        .op(routes::exceptions::revoke_lock_exception, Needs(RunCampaigns, Over::Handler))
}
