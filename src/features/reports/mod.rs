//! Progress reports (báo cáo tiến độ): one for each expected unit and period, an entry for each item of its pledge.
//!
//! ```text
//! created, or filed by another system: DRAFT
//!
//! DRAFT ──SUBMIT──▶ SUBMITTED
//! RETURNED ──SUBMIT──▶ SUBMITTED
//! CORRECTING ──SUBMIT──▶ SUBMITTED
//! SUBMITTED ──ACCEPT──▶ ACCEPTED  by the standing office, never by the person who submitted it; from now on it counts
//! SUBMITTED ──RETURN──▶ RETURNED  by the same people
//! ACCEPTED ──CORRECT──▶ CORRECTING  the accepted version still counts
//! CORRECTING ──WITHDRAW──▶ ACCEPTED  where a version was accepted: the correction is dropped
//! SUBMITTED ──WITHDRAW──▶ ACCEPTED  where a version was accepted
//! RETURNED ──WITHDRAW──▶ ACCEPTED  where a version was accepted
//! ```
//! Progress is computed from accepted reports. A correction changes nothing until it is accepted as the next version;
//! every version stays readable.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{ReportsRead, ReportsWrite};
use crate::auth::policy::Permission::ActForUnit;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Reporting")
        .for_clients(&[ReportsRead, ReportsWrite], &[ReportsWrite])
        .table_op(routes::list::list_reports, SignedIn, &routes::list::TABLE)
        .op(routes::create::create_report, Needs(ActForUnit, Over::Handler))
        .op(routes::filing::single::file_report, Needs(ActForUnit, Over::Handler))
        .op(routes::filing::by_code::put_report, Needs(ActForUnit, Over::Handler))
        .op(routes::filing::batch::file_report_batch, Needs(ActForUnit, Over::Handler))
        .then_tag("Progress")
        .for_clients(&[ReportsRead, ReportsWrite], &[])
        .table_op(routes::rates::get_reporting_rates, SignedIn, &routes::rates::TABLE)
        .then_tag("Reporting")
        .for_clients(&[ReportsRead, ReportsWrite], &[ReportsWrite])
        .op(routes::read::get_report, SignedIn)
        .op(routes::change::change_report, Needs(ActForUnit, Over::Handler))
        .op(routes::evidence::get_report_file, SignedIn)
        .op(routes::versions::list_report_versions, SignedIn)
        .op(routes::versions::get_report_version, SignedIn)
        .op(routes::transition::transition_report, SignedIn)
        .op(routes::transition::list_report_transitions, SignedIn)
}
