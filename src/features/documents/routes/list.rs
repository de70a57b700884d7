//! Listing and searching documents.

use actix_web::{HttpRequest, get, web};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::read::{may_change, reader_of_drafts};
use super::view::DocumentView;
use crate::auth::Caller;
use crate::db::search::Patterns;
use crate::features::documents::store::{self, Document, Filter};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which documents to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
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
    /// Only documents changed at or after this instant.
    #[param(nullable = false, max_length = 35)]
    updated_since: Option<DateTime<FixedOffset>>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most documents a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPage {
    /// The documents, the last registered first.
    #[schema(max_items = 200)]
    items: Vec<DocumentView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List documents
///
/// Documents, the last registered first. Filters add up; `q` finds words with or without accents.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = DocumentPage, description = "A page of documents", headers(("Link" = String)))))]
#[get("/documents")]
pub async fn list_documents(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { q, number, notation, year, updated_since, cursor, limit } = parameters.0;
    let list = format!("documents {q:?} {number:?} {notation:?} {year:?} {updated_since:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let before = pager.after_id()?;
    let filter = Filter {
        reader_id: reader_of_drafts(&caller),
        words: q.as_deref().and_then(Patterns::of),
        number,
        notation,
        year,
        updated_since: updated_since.map(|instant| instant.with_timezone(&Utc)),
    };
    let rows =
        state.db.read(async |conn| store::list(conn, &filter, before, pager.rows_to_fetch()).await).await?;
    let by_id = |row: &Document| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let items = rows.iter().map(|row| DocumentView::new(row, may_change(&caller, row)));
    let items = items.collect::<Result<Vec<_>, _>>()?;
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&DocumentPage { items, next_cursor })?.with_link(link))
}
