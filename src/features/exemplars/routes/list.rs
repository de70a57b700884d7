//! Listing exemplars.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::ExemplarSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::exemplars::rules::ExemplarStatus;
use crate::features::exemplars::store::{self, ExemplarFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which exemplars to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExemplarListFilter {
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<ExemplarStatus>,
    /// Only those that this unit found, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only of this campaign.
    #[param(nullable = false)]
    campaign_id: Option<Uuid>,
}

/// List exemplars
///
/// Those of the units in the caller's reach, the last written first.
#[utoipa::path(params(ExemplarListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ExemplarSummary>, description = "A page of exemplars", headers(("Link" = String)))))]
#[get("/exemplars")]
pub async fn list_exemplars(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<ExemplarListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let units =
            [readable_units(conn, &scope, today).await?, units_below(conn, asked.unit_id, today).await?];
        let filter = ExemplarFilter {
            units: units.into_iter().flatten().collect(),
            status: asked.status,
            campaign_id: asked.campaign_id,
        };
        let rows = store::list(conn, &filter, before, page.read()).await?;
        ExemplarSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
