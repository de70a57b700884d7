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

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_reports)
        .service(routes::create::create_report)
        .service(routes::filing::file_report)
        .service(routes::filing::batch::file_report_batch)
        .service(routes::rates::get_reporting_rates)
        .service(routes::read::get_report)
        .service(routes::change::change_report)
        .service(routes::evidence::get_report_file)
        .service(routes::versions::list_report_versions)
        .service(routes::versions::get_report_version)
        .service(routes::transition::transition_report)
        .service(routes::transition::list_report_transitions);
}
