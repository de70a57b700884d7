//! Listing and searching documents.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::DocumentView;
use crate::auth::Caller;
use crate::core::vietnamese::vietnamese_letter;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::documents::rules::restricted_reader;
use crate::features::documents::store::{self, Document, DocumentFilter, may_change};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which documents to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DocumentListFilter {
    /// Words that must stand in type, number, sign, issuer or abstract; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only this number.
    #[param(nullable = false, min_length = 1, max_length = 11, pattern = "^[0-9]+$")]
    number: Option<String>,
    /// Only this sign.
    #[param(nullable = false, min_length = 1, max_length = 30, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    notation: Option<String>,
    /// Only this year of issue.
    #[param(nullable = false, minimum = 1900, maximum = 2999)]
    year: Option<i32>,
}

/// List documents
///
/// Documents, the last registered first. Filters add up; `q` finds words with or without accents.
#[utoipa::path(params(DocumentListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<DocumentView>, description = "A page of documents", headers(("Link" = String)))))]
#[get("/documents")]
pub async fn list_documents(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<DocumentListFilter>,
) -> Result<Answer, Problem> {
    let (DocumentListFilter { q, number, notation, year }, before) = (filter.0, page.after_id()?);
    let filter = DocumentFilter {
        reader_id: restricted_reader(&caller.grants, caller.user_id),
        words: q.as_deref().and_then(Patterns::of),
        number,
        notation: notation.map(|sign| sign.chars().map(vietnamese_letter).collect()),
        year,
    };
    let list = async |conn: &Connection| store::list(conn, &filter, before, page.read()).await;
    let view = |document: Document| {
        let may_change = may_change(&caller, &document);
        DocumentView::new(document, may_change)
    };
    page.answer(state.db.read(list).await?, |document| Position::of_id(document.id), view)
}
