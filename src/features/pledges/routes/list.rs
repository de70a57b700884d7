//! Listing the pledges of a campaign.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::PledgingUnit;
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::rules::PledgeStatus;
use crate::features::pledges::store::{self, Filter, Pledge};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which pledges to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// Only pledges in this status.
    #[param(nullable = false, inline)]
    status: Option<PledgeStatus>,
    /// Only pledges of this unit.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most pledges a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A pledge in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeSummary {
    /// The pledge's id.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    id: Uuid,
    /// The unit.
    unit: PledgingUnit,
    /// Where it is in its life.
    #[schema(example = "APPROVED")]
    status: PledgeStatus,
    /// How many items it has.
    #[schema(minimum = 0, maximum = 200, example = 3)]
    item_count: usize,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
    /// The day it was submitted first.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// Its version.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 3)]
    version: i32,
}

/// A page of pledges.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgePage {
    /// The pledges, oldest first.
    #[schema(max_items = 200)]
    items: Vec<PledgeSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a campaign's pledges
///
/// Everybody sees what was approved; what is still being written or waits is listed for those who act for the unit, run the
/// campaign or read drafts. The status is that of the unit's own work.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = PledgePage, description = "A page of pledges", headers(("Link" = String)))))]
#[get("/campaigns/{id}/pledges")]
pub async fn list_pledges(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { id, status, unit_id, cursor, limit } = parameters.0;
    let list = format!("pledges {id} {status:?} {unit_id:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_id()?, state.clock.today());
    let campaign = state.db.read(async |conn| campaigns::published(conn, id).await).await?;
    let inside =
        unit_scope::visible_work(&state.db, &caller, campaign.launching_unit_id, state.clock.today()).await?;
    let filter = Filter { inside, statuses: status.into_iter().collect(), unit_id };
    let (rows, names) = state
        .db
        .read(async |conn| {
            let rows = store::list(conn, id, &filter, after, pager.rows_to_fetch()).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
            Ok((rows, units::named_by_id(conn, &ids, today).await?))
        })
        .await?;
    let by_id = |row: &Pledge| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().filter_map(|row| Some(summary(row, names.get(&row.unit_id)?))).collect();
    Ok(Answer::ok(&PledgePage { items, next_cursor })?.with_link(link))
}

fn summary(row: &Pledge, unit: &units::Named) -> PledgeSummary {
    PledgeSummary {
        id: row.id,
        unit: unit.clone().into(),
        status: row.status,
        item_count: row.content.items.len(),
        revision: row.revision,
        submitted_on: row.submitted_on,
        is_late: row.is_late,
        version: row.version,
    }
}
