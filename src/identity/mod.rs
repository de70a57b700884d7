//! Identity: people who sign in, their roles, their sessions.
//!
//! ```text
//! session:  open ──sign out / reuse of a refresh token / absolute end──▶ ended
//! refresh token:  fresh ──used──▶ used ──again within 10 s, successor unused: the same answer──▶ used
//!                                      └─again otherwise──▶ its session ends
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::create_session)
        .service(routes::refresh_session)
        .service(routes::end_current_session)
        .service(routes::get_me);
}
