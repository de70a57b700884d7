//! How far the participants of a campaign are with their pledges.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::rules::PledgeState;
use crate::features::pledges::store::{self, UnitPledgeRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which participants to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PledgeStateFilter {
    /// Only units in this state.
    #[param(nullable = false, inline)]
    state: Option<PledgeState>,
}

/// How many participants are in which state.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeCounts {
    /// Units without a pledge, or still writing it.
    #[schema(format = "count", example = 2)]
    not_sent: i64,
    /// Units whose pledge awaits approval.
    #[schema(format = "count", example = 1)]
    waiting: i64,
    /// Units whose pledge was returned.
    #[schema(format = "count", example = 0)]
    returned: i64,
    /// Units whose pledge is in force.
    #[schema(format = "count", example = 18)]
    approved: i64,
}

impl From<&HashMap<PledgeState, i64>> for PledgeCounts {
    fn from(counts: &HashMap<PledgeState, i64>) -> Self {
        let count = |state: PledgeState| counts.get(&state).copied().unwrap_or_default();
        Self {
            not_sent: count(PledgeState::NotSent),
            waiting: count(PledgeState::Waiting),
            returned: count(PledgeState::Returned),
            approved: count(PledgeState::Approved),
        }
    }
}

/// How far one participant is with its pledge.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitPledgeState {
    /// The unit.
    unit: UnitReference,
    /// How far it is.
    #[schema(example = "APPROVED")]
    state: PledgeState,
    /// Its pledge; null when there is none.
    #[schema(required, example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Option<Uuid>,
    /// The day it was first submitted.
    #[schema(required, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
}

impl UnitPledgeState {
    fn new(row: UnitPledgeRow, units: &References<UnitReference>) -> Self {
        let UnitPledgeRow { unit_id, pledge_id, state, is_late, submitted_on, revision, .. } = row;
        let unit = units.get(unit_id);
        Self { unit, state, pledge_id, submitted_on, is_late, revision }
    }
}

/// A page of participants with their pledges.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitPledgeStatePage {
    /// How many participants are in which state, whatever the page shows.
    counts: PledgeCounts,
    /// The units, by code.
    #[schema(max_items = 200, value_type = Vec<UnitPledgeState>)]
    items: Vec<Box<RawValue>>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
    /// How many entries the whole list has, where the caller asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "count", example = 20)]
    total: Option<i64>,
}

/// Where the pledges of all participants stand, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "tinh-hinh-dang-ky",
    "Tình hình đăng ký",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        word("Tình trạng", "/state", "PledgeState"),
        day("Ngày gửi", "/submittedOn"),
        text("Gửi muộn", "/isLate"),
        number("Lần sửa đổi", "/revision"),
    ],
);

/// List participants by the state of their pledges
///
/// Every participant of a campaign with counts of each state: not sent, waiting, returned or approved. For those who
/// read drafts of the launching unit.
#[utoipa::path(params(PledgeStateFilter, PageParameters),
    responses((status = 200, body = UnitPledgeStatePage, description = "A page of units",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/pledge-states")]
pub async fn list_pledge_states(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<PledgeStateFilter>,
) -> Result<Answer, Problem> {
    let (id, only) = (path.0.id, filter.0.state);
    let (after, today) = (page.after_key::<String>()?, state.clock.today());
    let lineage = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        authorization::lineage(conn, campaign.launching_unit_id, today).await
    };
    caller.require(Permission::ReadDrafts, &state.db.read(lineage).await?)?;
    let list = async |conn: &Connection| {
        let rows = store::states(conn, id, only, after.clone(), page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, store::state_counts(conn, id).await?, units))
    };
    let (rows, counts, units) = state.db.read(list).await?;
    let view = |row| UnitPledgeState::new(row, &units);
    let whole = |Page { items, next_cursor, total }| UnitPledgeStatePage {
        counts: PledgeCounts::from(&counts),
        items,
        next_cursor,
        total,
    };
    page.answer_within(rows, |row| Position::of_key(&row.unit_code), view, whole)
}
