//! Files: what units upload to show what they did. The database knows what a file is; its bytes stand outside, under its id.
//!
//! ```text
//! received, hashed, looked at ──▶ kept ──▶ unused ──something refers to it──▶ used, for good
//!          │ anything wrong, or half-way       └──some days──▶ removed
//!          ▼
//!       nothing left
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::upload::upload_file)
        .service(routes::read::get_file)
        .service(routes::read::get_file_content);
}
