//! Listing requests.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::DataRequestView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::data_requests::rules::DataRequestStatus;
use crate::features::data_requests::store::{self, DataRequest, DataRequestFilter};
use crate::features::people::rules::PersonReference;
use crate::features::people::store as people;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// Which requests to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DataRequestListFilter {
    /// Only requests of this person.
    #[param(nullable = false)]
    person_id: Option<Uuid>,
    /// Only requests in this status.
    #[param(nullable = false, inline)]
    status: Option<DataRequestStatus>,
    /// Only requests that are due on this day or earlier.
    #[param(nullable = false)]
    due_by: Option<NaiveDate>,
}

/// List people's requests
///
/// What people of the units whose people the caller may read ask about their own data, the one due first at the head.
#[utoipa::path(params(DataRequestListFilter, PageParameters),
    responses((status = 200, body = Page<DataRequestView>, description = "A page of requests", headers(("Link" = String)))))]
#[get("/data-requests")]
pub async fn list_data_requests(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<DataRequestListFilter>,
) -> Result<Answer, Problem> {
    let DataRequestListFilter { person_id, status, due_by } = filter.0;
    let (after, today) = (page.after_key()?.zip(page.after_id()?), state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let within = match scope.filter() {
            Some(units) => Some(people::with_predecessors(conn, &units, today).await?),
            None => None,
        };
        let filter = DataRequestFilter { within, person_id, status, due_by };
        let rows = store::list(conn, &filter, after, page.rows_to_fetch()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
        let named = people::list_by_ids(conn, &ids).await?;
        let units: Vec<Uuid> = named.iter().map(|person| person.unit_id).collect();
        let units_now = people::units_in_force(conn, &units, today).await?;
        let now: Vec<Uuid> = units_now.values().copied().collect();
        let lineages = authorization::lineages(conn, &now, today).await?;
        let named: HashMap<Uuid, (PersonReference, Vec<Uuid>)> = named
            .into_iter()
            .map(|person| {
                let unit = units_now.get(&person.unit_id).copied().unwrap_or(person.unit_id);
                let lineage = lineages.get(&unit).cloned().unwrap_or_default();
                (person.id, (person.reference(), lineage))
            })
            .collect();
        Ok((rows, named))
    };
    let (rows, mut named) = state.db.read(list).await?;
    let view = |row: DataRequest| {
        let (person, lineage) = named.entry(row.person_id).or_insert_with(|| {
            let person = PersonReference { id: row.person_id, staff_code: None, name: String::new() };
            (person, Vec::new())
        });
        DataRequestView::new(row, person.clone(), (&caller, lineage, today))
    };
    page.answer(rows, |row| Position::new(row.due_on, row.id), view)
}
