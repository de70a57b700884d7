//! Listing meetings.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::CouncilMeetingSummary;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::councils::routes::access::seen_units;
use crate::features::councils::rules::MeetingStatus;
use crate::features::councils::store::{self, MeetingFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which meetings to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CouncilMeetingListFilter {
    /// Only of this council.
    #[param(nullable = false)]
    council_id: Option<Uuid>,
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<MeetingStatus>,
}

/// List meetings
///
/// Those of councils that the caller sees, the last written first.
#[utoipa::path(params(CouncilMeetingListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<CouncilMeetingSummary>, description = "A page of meetings",
        headers(("Link" = String)))))]
#[get("/council-meetings")]
pub async fn list_council_meetings(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<CouncilMeetingListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let readable = seen_units(&state, &caller, today).await?;
    let list = async |conn: &Connection| {
        let filter =
            MeetingFilter { readable: readable.clone(), council: asked.council_id, status: asked.status };
        let rows = store::list_meetings(conn, &filter, before, page.read()).await?;
        CouncilMeetingSummary::list(conn, rows).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
