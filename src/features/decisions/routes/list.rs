//! Listing decisions.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::DecisionSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::decisions::rules::{DecisionPurpose, DecisionStatus};
use crate::features::decisions::store::{self, DecisionFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which decisions to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DecisionListFilter {
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<DecisionStatus>,
    /// Only with this purpose.
    #[param(nullable = false)]
    purpose: Option<DecisionPurpose>,
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// List decisions
///
/// Those of the units in the caller's reach, the last written first; what is not issued only where the caller reads drafts.
#[utoipa::path(params(DecisionListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<DecisionSummary>, description = "A page of decisions", headers(("Link" = String)))))]
#[get("/decisions")]
pub async fn list_decisions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<DecisionListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let drafts = UnitScope::of(&state.db, &caller, Permission::ReadDrafts, today).await?;
    let list = async |conn: &Connection| {
        let filter = DecisionFilter {
            readable: readable_units(conn, &scope, today).await?,
            inside: readable_units(conn, &drafts, today).await?,
            units: units_below(conn, asked.unit_id, today).await?,
            status: asked.status,
            purpose: asked.purpose,
        };
        let rows = store::list_decisions(conn, &filter, before, page.read()).await?;
        DecisionSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
