//! The operation that answers the document itself.

use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, get, web};

use super::contract::Contract;
use crate::auth::access::Access::Public;
use crate::http::input::Parameters;
use crate::http::{Locale, Problem};
use crate::operations::registration::Operations;
use crate::text_enum;

/// The operation of the document.
#[must_use]
pub fn document_operations() -> Operations {
    Operations::tag("Document").op(get_open_api_document, Public)
}

/// The language of the document.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentParameters {
    /// `vi` for Vietnamese texts, `en` for English ones; English when it is left out.
    #[param(nullable = false, inline)]
    lang: Option<DocumentLanguage>,
}

text_enum! {
    /// A language of the document.
    pub enum DocumentLanguage {
        /// English.
        English = "en",
        /// Vietnamese.
        Vietnamese = "vi",
    }
}

/// Read this document
///
/// The OpenAPI document of this service, in English or Vietnamese. Everybody may read it, from any site.
#[utoipa::path(params(DocumentParameters),
    responses((status = 200, description = "The document", content_type = "application/json", body = Object,
        example = json!({"openapi": "3.1.0"}))))]
#[get("/openapi.json")]
async fn get_open_api_document(
    contract: web::Data<Contract>,
    parameters: Parameters<DocumentParameters>,
) -> Result<HttpResponse, Problem> {
    let locale = match parameters.0.lang {
        Some(DocumentLanguage::Vietnamese) => Locale::Vietnamese,
        _ => Locale::English,
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=60"))
        .insert_header((header::CONTENT_LANGUAGE, locale.tag()))
        .content_type(ContentType::json())
        .body(contract.in_locale(locale).clone()))
}
