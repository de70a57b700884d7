//! Listing endpoints.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::EndpointView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::webhooks::rules::EndpointStatus;
use crate::features::webhooks::store::{self, EndpointFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which endpoints to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EndpointListFilter {
    /// Only those of this client.
    #[param(nullable = false)]
    client_id: Option<Uuid>,
    /// Only those in this status.
    #[param(nullable = false)]
    status: Option<EndpointStatus>,
}

/// List endpoints of webhooks
///
/// Of the clients of the units whose webhooks the caller manages, the last registered first; a machine client sees its own.
#[utoipa::path(params(EndpointListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<EndpointView>, description = "A page of endpoints", headers(("Link" = String)))))]
#[get("/webhook-endpoints")]
pub async fn list_webhook_endpoints(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<EndpointListFilter>,
) -> Result<Answer, Problem> {
    let (before, now, today) = (page.after_id()?, state.clock.now(), state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ManageWebhooks, today).await?;
    let own = caller.client.as_ref().map(|_| caller.user_id);
    let asked = filter.0;
    if own.is_some() && asked.client_id.is_some_and(|id| Some(id) != own) {
        let none = Vec::new();
        page.read().count_of(&none);
        return page.answer(none, |view: &EndpointView| Position::of_id(view.id), |view| view);
    }
    let filter = EndpointFilter {
        client_id: own.or(asked.client_id),
        within: scope.filter().filter(|_| own.is_none()),
        status: asked.status,
    };
    let list = async |conn: &Connection| {
        let found = store::list(conn, &filter, before, page.read()).await?;
        EndpointView::list(conn, found, (now, today)).await
    };
    page.answer(state.db.read(list).await?, |view| Position::of_id(view.id), |view| view)
}
