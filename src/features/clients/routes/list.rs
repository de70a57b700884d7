//! Listing machine clients.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::ClientView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::clients::store::{self, ClientFilter};
use crate::features::identity::rules::UserStatus;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which clients to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ClientListFilter {
    /// Only those in this status.
    #[param(nullable = false)]
    status: Option<UserStatus>,
}

/// List machine clients
///
/// The systems that call the service, of the units whose settings the caller manages, by code.
#[utoipa::path(params(ClientListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ClientView>, description = "A page of clients", headers(("Link" = String)))))]
#[get("/clients")]
pub async fn list_clients(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<ClientListFilter>,
) -> Result<Answer, Problem> {
    let (after, today) = (page.after_key::<String>()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ManageSettings, today).await?;
    let filter = ClientFilter { within: scope.filter(), status: filter.0.status };
    let list = async |conn: &Connection| {
        let clients = store::list(conn, &filter, after.as_deref(), page.read()).await?;
        let positions: Vec<_> = clients.iter().map(|own| Position::new(&own.code, own.id)).collect();
        Ok(positions.into_iter().zip(ClientView::list(conn, clients, today).await?).collect::<Vec<_>>())
    };
    page.answer(state.db.read(list).await?, |(position, _)| position.clone(), |(_, view)| view)
}
