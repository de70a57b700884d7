//! Identity: people who sign in, their roles, their sessions.
//!
//! ```text
//! user:     ACTIVE ──DISABLE──▶ DISABLED ──ENABLE──▶ ACTIVE
//! password: none ──reset──▶ temporary (72 h, one purpose) ──change──▶ own ──reset──▶ temporary
//! role:     given for days ──withdrawn──▶ ended, and kept
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
        .service(routes::sign_in::create_session)
        .service(routes::refresh::refresh_session)
        .service(routes::open_sessions::end_current_session)
        .service(routes::open_sessions::list_sessions)
        .service(routes::open_sessions::end_session)
        .service(routes::me::get_me)
        .service(routes::me::change_password)
        .service(routes::users::list::list_users)
        .service(routes::users::create::create_user)
        .service(routes::users::read::get_user)
        .service(routes::users::change::change_user)
        .service(routes::users::transition::transition_user)
        .service(routes::users::transition::list_user_transitions)
        .service(routes::users::password::reset_password)
        .service(routes::users::roles::list_role_assignments)
        .service(routes::users::roles::give_role)
        .service(routes::users::roles::withdraw_role)
        .service(routes::users::sessions::list_user_sessions)
        .service(routes::users::sessions::end_user_sessions);
}
