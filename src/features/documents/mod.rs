//! Documents (văn bản): references to official documents, the ground of the register.
//!
//! ```text
//! registered ──▶ corrected by whoever registered it, or by an officer of the whole province
//! ```
//! A reference keeps what is known of a document: who issued it, number and sign, date, abstract, signer. What is
//! not known is null. With all of issuer, year, number and sign known, a document is registered once.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_documents)
        .service(routes::create::create_document)
        .service(routes::read::get_document)
        .service(routes::change::change_document);
}
