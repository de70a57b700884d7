//! Progress: computed from what was reported and accepted, never claimed.
//!
//! ```text
//! report accepted, corrected ─┐
//! pledge approved, amended ───┴─▶ items of the unit through each period ─▶ unit ─▶ sums of contents and of the campaign
//! ```
//! An item's progress is (value − baseline) ÷ (target − baseline), within 0 and 1, rounded half up to 6 decimals. A unit's is
//! Σ(weight × item) ÷ Σ weight, rounded once; a campaign's is the mean of its units'. Sums are kept in the transaction that
//! accepts a report, so that reading costs the same at ten reports and at ten million. All of it is exact arithmetic.
//!
//! The feature stands before pledges and reports, because both call it in their own transactions.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::campaign::get_campaign_progress)
        .service(routes::settings::list_rating_levels)
        .service(routes::settings::list_verdict_rules)
        .service(routes::settings::get_verdict_rule)
        .service(routes::settings::change_verdict_rule);
}
