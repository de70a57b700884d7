//! Listing funds.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::FundSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::funds::store::{self, FundFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which funds to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FundListFilter {
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only of this year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
}

/// List funds
///
/// Those of the units in the caller's reach, the last created first, each with what is left.
#[utoipa::path(params(FundListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<FundSummary>, description = "A page of funds", headers(("Link" = String)))))]
#[get("/funds")]
pub async fn list_funds(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<FundListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let units =
            [readable_units(conn, &scope, today).await?, units_below(conn, asked.unit_id, today).await?];
        let filter = FundFilter { units: units.into_iter().flatten().collect(), year: asked.year };
        let funds = store::list(conn, &filter, before, page.read()).await?;
        FundSummary::list(conn, &funds, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
