//! Reviews (sơ kết, tổng kết): what a campaign came to, as figures that are read once and words that people write around them.
//!
//! ```text
//! prefilled ──▶ DRAFT ──ISSUE, by a leader who did not write it──▶ ISSUED, frozen: as JSON and as .docx
//!               │   ▲
//!               │   └─REFRESH: the figures are read again
//!            WITHDRAW
//!               ▼
//!           WITHDRAWN
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_reviews)
        .service(routes::create::create_review)
        .service(routes::read::get_review)
        .service(routes::change::change_review)
        .service(routes::document::get_review_document)
        .service(routes::transition::transition_review)
        .service(routes::transition::list_review_transitions);
}
