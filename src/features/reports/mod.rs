//! Progress reports (báo cáo tiến độ): one for each expected unit and period, an entry for each item of its pledge.
//!
//! ```text
//! begun ──▶ DRAFT ──SUBMIT──▶ SUBMITTED ──ACCEPT──▶ ACCEPTED ──CORRECT──▶ CORRECTING
//!                               │    ▲                 ▲                     │
//!                            RETURN  └──────SUBMIT─────┼─────────────────────┤
//!                               ▼      │               └──────WITHDRAW───────┘
//!                            RETURNED ─┘
//! ```
//! Progress is computed from what was accepted. A correction changes nothing until it is accepted as the next version;
//! every version stays readable. Once accepted, WITHDRAW takes the correction back.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::ActForUnit;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Reporting")
        .op(routes::list::list_reports, SignedIn)
        .op(routes::create::create_report, Needs(ActForUnit, Over::Handler))
        .op(routes::filing::file_report, Needs(ActForUnit, Over::Handler))
        .op(routes::filing::batch::file_report_batch, Needs(ActForUnit, Over::Handler))
        .then_tag("Progress")
        .op(routes::rates::get_reporting_rates, SignedIn)
        .then_tag("Reporting")
        .op(routes::read::get_report, SignedIn)
        .op(routes::change::change_report, Needs(ActForUnit, Over::Handler))
        .op(routes::evidence::get_report_file, SignedIn)
        .op(routes::versions::list_report_versions, SignedIn)
        .op(routes::versions::get_report_version, SignedIn)
        .op(routes::transition::transition_report, SignedIn)
        .op(routes::transition::list_report_transitions, SignedIn)
}
