//! Where the participants of a campaign stand with their pledges.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::PledgingUnit;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::db;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::rules::PledgeState;
use crate::features::pledges::store::{self, UnitState};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which participants to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct StatesParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// Only units that stand here.
    #[param(nullable = false, inline)]
    state: Option<PledgeState>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// How many participants stand where.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeCounts {
    /// No pledge, or one that is still being written.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 2)]
    not_sent: i64,
    /// Waiting for approval.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1)]
    waiting: i64,
    /// Given back.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    returned: i64,
    /// In force.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 18)]
    approved: i64,
}

/// Where one participant stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitPledgeState {
    /// The unit.
    unit: PledgingUnit,
    /// Where it stands.
    #[schema(example = "APPROVED")]
    state: PledgeState,
    /// Its pledge; null when there is none.
    #[schema(required, example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Option<Uuid>,
    /// The day it was submitted first.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
}

/// A page of participants with their pledges.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeStatePage {
    /// How many participants stand where, whatever the page shows.
    counts: PledgeCounts,
    /// The units, by code.
    #[schema(max_items = 200)]
    items: Vec<UnitPledgeState>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List who has pledged
///
/// Every participant of a campaign: not sent, waiting, returned or approved, with counts. For those who read drafts of the
/// launching unit.
#[utoipa::path(params(StatesParameters),
    responses((status = 200, body = PledgeStatePage, description = "A page of units", headers(("Link" = String)))))]
#[get("/campaigns/{id}/pledge-states")]
pub async fn list_pledge_states(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<StatesParameters>,
) -> Result<Answer, Problem> {
    let StatesParameters { id, state: only, cursor, limit } = parameters.0;
    let list = format!("pledge-states {id} {only:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let lineage = state
        .db
        .read(async |conn| {
            let campaign = campaigns::published(conn, id).await?;
            authorization::lineage(conn, campaign.launching_unit_id, today).await
        })
        .await?;
    caller.require(Permission::ReadDrafts, &lineage)?;
    let (rows, counts, names) = state
        .db
        .read(async |conn| {
            let rows = store::states(conn, id, only, after.clone(), pager.rows_to_fetch()).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
            let names = units::named_by_id(conn, &ids, today).await?;
            Ok::<_, db::Error>((rows, store::state_counts(conn, id).await?, names))
        })
        .await?;
    let by_code = |row: &UnitState| Position { key: row.unit_code.clone(), id: row.unit_id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_code);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items: Result<Vec<_>, Problem> =
        rows.iter().filter_map(|row| Some(viewed(row, names.get(&row.unit_id)?))).collect();
    let page = PledgeStatePage { counts: counted(&counts), items: items?, next_cursor };
    Ok(Answer::ok(&page)?.with_link(link))
}

fn viewed(row: &UnitState, unit: &units::Named) -> Result<UnitPledgeState, Problem> {
    Ok(UnitPledgeState {
        unit: unit.clone().into(),
        state: row.state.parse().map_err(Problem::internal)?,
        pledge_id: row.pledge_id,
        submitted_on: row.submitted_on,
        is_late: row.is_late,
        revision: row.revision,
    })
}

fn counted(counts: &HashMap<String, i64>) -> PledgeCounts {
    let of = |state: PledgeState| counts.get(state.as_str()).copied().unwrap_or_default();
    PledgeCounts {
        not_sent: of(PledgeState::NotSent),
        waiting: of(PledgeState::Waiting),
        returned: of(PledgeState::Returned),
        approved: of(PledgeState::Approved),
    }
}
