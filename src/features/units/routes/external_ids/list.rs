//! Listing a unit's external ids.

use actix_web::{get, web};

use super::view::ExternalIdView;
use crate::db::Connection;
use crate::features::units::store;
use crate::features::units::store::external_ids;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// List a unit's external ids
///
/// The unit's ids in other systems, past, present and future, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ExternalIdView>, description = "A page of ids", headers(("Link" = String)))))]
#[get("/units/{id}/external-ids")]
pub async fn list_external_ids(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after) = (path.0.id, page.after_id()?);
    let list = async |conn: &Connection| {
        store::check_exists(conn, id).await?;
        external_ids::list(conn, id, after, page.read()).await
    };
    page.answer(state.db.read(list).await?, |row| Position::of_id(row.id), |row| ExternalIdView::from(&row))
}
