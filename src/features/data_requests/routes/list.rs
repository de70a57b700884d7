//! Listing requests.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::DataRequestView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::data_requests::rules::DataRequestStatus;
use crate::features::data_requests::store::{self, DataRequest, DataRequestFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, Subject, SubjectKind, readable_units};

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
#[utoipa::path(params(DataRequestListFilter, UpdatedParameter, PageParameters),
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
        let within = readable_units(conn, &scope, today).await?;
        let filter = DataRequestFilter { within, person_id, status, due_by };
        let rows = store::list(conn, &filter, after, page.read()).await?;
        let people = rows.iter().map(person_of);
        let known = KnownSubjects::find(conn, people, today).await?;
        Ok((rows, known))
    };
    let (rows, known) = state.db.read(list).await?;
    let view = |row: DataRequest| {
        let person = person_of(&row);
        let may = |permission| known.allows(&caller.grants, permission, person);
        DataRequestView::new(row, known.reference(person).into(), may, today)
    };
    page.answer(rows, |row| Position::new(row.due_on, row.id), view)
}

const fn person_of(request: &DataRequest) -> Subject {
    Subject { kind: SubjectKind::Person, id: request.person_id }
}
