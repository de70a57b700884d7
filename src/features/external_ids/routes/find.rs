//! Finding things by the ids of other systems, and their ids by things.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::keeping::kept_things;
use super::view::ThingExternalId;
use crate::auth::Caller;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::external_ids::rules::ThingType;
use crate::features::external_ids::store::{self, ExternalId, ExternalIdFilter, IdPosition};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which ids are looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExternalIdParameters {
    /// Only ids in this system.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    external_system: Option<String>,
    /// Only what a system calls so.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    external_id: Option<String>,
    /// Only things of this kind.
    #[param(nullable = false, inline)]
    thing_type: Option<ThingType>,
    /// Only this thing.
    #[param(nullable = false)]
    thing_id: Option<Uuid>,
}

/// Find things by external ids
///
/// What other systems call the units, people, campaigns, documents and items of pledges that the caller keeps, as of today. Filters add up: by
/// a system's id the thing is found, by the thing its ids.
#[utoipa::path(params(ExternalIdParameters, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ThingExternalId>, description = "A page of ids", headers(("Link" = String)))))]
#[get("/external-ids")]
pub async fn find_external_ids(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    parameters: Parameters<ExternalIdParameters>,
) -> Result<Answer, Problem> {
    let (asked, today) = (parameters.0, state.clock.today());
    let after = place_after(&page)?;
    let kept = kept_things(&state, &caller).await?;
    let filter = ExternalIdFilter {
        thing_type: asked.thing_type,
        thing_id: asked.thing_id,
        system: asked.external_system,
        value: asked.external_id.as_deref().map(composed),
    };
    let list = async |conn: &Connection| {
        store::list(conn, (&filter, &kept), today, (after.as_ref(), page.read())).await
    };
    page.answer(state.db.read(list).await?, position, ThingExternalId::from)
}

fn position(row: &ExternalId) -> Position {
    Position::new(format!("{} {}", row.thing_type.as_str(), row.system), row.thing_id)
}

/// Where the page begins.
fn place_after(page: &PageRequest) -> Result<Option<IdPosition>, Problem> {
    let Some((key, thing)) = page.after_key::<String>()?.zip(page.after_id()?) else { return Ok(None) };
    let (kind, system) = key.split_once(' ').ok_or_else(|| Problem::new(Code::invalid_cursor))?;
    Ok(Some((kind.to_owned(), system.to_owned(), thing)))
}
