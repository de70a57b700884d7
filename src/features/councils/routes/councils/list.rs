//! Listing councils.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::CouncilSummary;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::councils::routes::access::seen_units;
use crate::features::councils::store::{self, CouncilFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::units_below;

/// Which councils to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CouncilListFilter {
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// List councils
///
/// Those of units where the caller votes or reads drafts, the last written first.
#[utoipa::path(params(CouncilListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<CouncilSummary>, description = "A page of councils", headers(("Link" = String)))))]
#[get("/councils")]
pub async fn list_councils(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<CouncilListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let readable = seen_units(&state, &caller, today).await?;
    let list = async |conn: &Connection| {
        let units = units_below(conn, asked.unit_id, today).await?;
        let filter = CouncilFilter { readable: readable.clone(), units };
        let rows = store::list_councils(conn, &filter, before, page.read()).await?;
        CouncilSummary::list(conn, rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
