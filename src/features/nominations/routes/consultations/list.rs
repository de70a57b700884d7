//! Listing consultations.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::ConsultationSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::nominations::rules::ConsultationStatus;
use crate::features::nominations::store::{self, ConsultationFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which consultations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ConsultationListFilter {
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<ConsultationStatus>,
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// List public consultations
///
/// Those of units where the caller is of the standing office or of the council, or reads drafts, the last written first.
#[utoipa::path(params(ConsultationListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ConsultationSummary>, description = "A page of consultations",
        headers(("Link" = String)))))]
#[get("/consultations")]
pub async fn list_consultations(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<ConsultationListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let mut scopes = Vec::new();
    for permission in [Permission::ReadDrafts, Permission::RunCampaigns, Permission::Vote] {
        scopes.push(UnitScope::of(&state.db, &caller, permission, today).await?);
    }
    let list = async |conn: &Connection| {
        let mut readable = Some(Vec::new());
        for scope in &scopes {
            let units = readable_units(conn, scope, today).await?;
            readable = readable.zip(units).map(|(mut all, own)| {
                all.extend(own);
                all
            });
        }
        let units = units_below(conn, asked.unit_id, today).await?;
        let filter = ConsultationFilter { readable, units, status: asked.status };
        let rows = store::list_consultations(conn, &filter, before, page.read()).await?;
        ConsultationSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
