//! The award catalogue: titles (danh hiệu thi đua) and forms of commendation (hình thức khen thưởng), each by the law of
//! its days. It is read here; an amended law is a new row beside the old one, which ends.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(routes::list_award_types).service(routes::get_award_type);
}
