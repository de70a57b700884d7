//! What is due, from whom, and which units are behind: read from pledges, periods, reports and progress. Only the
//! reminders that were sent are kept.
//!
//! ```text
//! campaign launched ─▶ PLEDGE due ─▶ pledge submitted ─▶ APPROVE_PLEDGES due
//! period planned ─▶ OPEN_PERIOD due ─▶ REPORT due ─▶ report submitted ─▶ ACCEPT_REPORTS due
//! what is due ──a rule's days before or after its last day──▶ reminder, sent once ──▶ event
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{PledgesRead, PledgesWrite, ReportsRead, ReportsWrite};
use crate::auth::policy::Permission::{ManageSettings, ReadDrafts};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Progress")
        .for_clients(&[PledgesRead, PledgesWrite, ReportsRead, ReportsWrite], &[])
        .table_op(routes::mine::list_my_obligations, SignedIn, &routes::mine::TABLE)
        .table_op(routes::stalled::list_stalled, SignedIn, &routes::stalled::TABLE)
        .table_op(routes::cascade::list_cascade, SignedIn, &routes::cascade::TABLE)
        .table_op(routes::late::list_late_reports, Needs(ReadDrafts, Over::Handler), &routes::late::TABLE)
        .then_tag("Reminders")
        .op(routes::reminders::list_my_reminders, SignedIn)
        .op(routes::reminders::get_reminder, SignedIn)
        .op(routes::reminder_rules::list_reminder_rules, SignedIn)
        .op(routes::reminder_rules::create_reminder_rule, Needs(ManageSettings, Over::Province))
        .op(routes::reminder_rules::get_reminder_rule, SignedIn)
        .op(routes::reminder_rules::change_reminder_rule, Needs(ManageSettings, Over::Province))
}
