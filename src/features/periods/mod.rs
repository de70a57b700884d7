//! Reporting periods: for which days a campaign's participants report, and until when.
//!
//! ```text
//! made by hand, generated ──▶ PLANNED ──OPEN──▶ OPEN ──the day after dueOn──▶ locked, but for named exceptions
//!                               │
//!                             CANCEL
//!                               ▼
//!                           CANCELLED
//! ```
//! Opening freezes who is expected to report. Deadlines lie on working days; holidays are rows that administrators keep.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::holidays::list_holidays)
        .service(routes::holidays::create_holiday)
        .service(routes::holidays::get_holiday)
        .service(routes::holidays::remove_holiday)
        .service(routes::list::list_reporting_periods)
        .service(routes::create::create_reporting_period)
        .service(routes::generate::generate_reporting_periods)
        .service(routes::read::get_reporting_period)
        .service(routes::change::change_reporting_period)
        .service(routes::transition::transition_reporting_period)
        .service(routes::transition::list_reporting_period_transitions)
        .service(routes::reporters::list_expected_reporters)
        .service(routes::exceptions::list_lock_exceptions)
        .service(routes::exceptions::grant_lock_exception)
        .service(routes::exceptions::get_lock_exception)
        .service(routes::exceptions::revoke_lock_exception);
}
