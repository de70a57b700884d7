//! Listing the pledges of a campaign.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::PledgeItem;
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::core::clock::end_of;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, contents};
use crate::features::pledges::rules::PledgeStatus;
use crate::features::pledges::store::{self, PledgeRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which pledges to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PledgeFilter {
    /// Only pledges in this status.
    #[param(nullable = false, inline)]
    status: Option<PledgeStatus>,
    /// Only pledges of this unit.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// The day the list refers to: of all units what was approved by its end, as it was approved then.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Whether each pledge comes with its items.
    #[param(nullable = false)]
    with_items: Option<bool>,
}

/// A pledge in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeSummary {
    /// The pledge's id.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// Its status.
    #[schema(example = "APPROVED")]
    status: PledgeStatus,
    /// How many items it has.
    #[schema(minimum = 0, maximum = 200, example = 3)]
    item_count: i32,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
    /// The day it was first submitted.
    #[schema(required, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// Its version.
    version: RowVersion,
    /// What the unit pledges to do; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 200)]
    items: Option<Vec<PledgeItem>>,
}

impl PledgeSummary {
    fn new(row: PledgeRow, units: &References<UnitReference>, items: Option<Vec<PledgeItem>>) -> Self {
        let PledgeRow { id, unit_id, status, item_count, revision, submitted_on, is_late, version } = row;
        let unit = units.get(unit_id);
        Self { id, unit, status, item_count, revision, submitted_on, is_late, version, items }
    }
}

/// Pledges as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "dang-ky-thi-dua",
    "Đăng ký thi đua",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        word("Trạng thái", "/status", "PledgeStatus"),
        number("Số mục đăng ký", "/itemCount"),
        number("Lần sửa đổi", "/revision"),
        day("Ngày gửi", "/submittedOn"),
        text("Gửi muộn", "/isLate"),
    ],
);

/// List a campaign's pledges
///
/// Everybody sees what was approved, under the number of its revision; those who act for the unit, run the campaign or read
/// drafts see the unit's own work. With `asOf` it is what was approved by a day. With `withItems` each comes with its items; as lines (`Accept: application/x-ndjson`) all of them do in
/// one call.
#[utoipa::path(params(PledgeFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PledgeSummary>, description = "A page of pledges",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/pledges")]
pub async fn list_pledges(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<PledgeFilter>,
) -> Result<Answer, Problem> {
    let (id, PledgeFilter { status, unit_id, as_of, with_items }) = (path.0.id, filter.0);
    let (after, today) = (page.after_id()?, state.clock.today());
    let campaign = state.db.read(async |conn| campaigns::published(conn, id).await).await?;
    let inside = match as_of {
        // Work that was not approved was nobody's but the unit's.
        Some(_) => Some(Vec::new()),
        None => unit_scope::visible_work(&state.db, &caller, campaign.launching_unit_id, today).await?,
    };
    let approved_before = as_of.map(end_of);
    let filter = store::PledgeFilter { inside, status, unit_id, approved_before };
    let list = async |conn: &Connection| {
        let rows = store::list(conn, id, &filter, after, page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let items = match with_items {
            Some(true) => Some(items_of(conn, id, (&rows, &filter)).await?),
            _ => None,
        };
        Ok((rows, units, items))
    };
    let (rows, units, mut items) = state.db.read(list).await?;
    let view = |row: PledgeRow| {
        let own = items.as_mut().map(|all| all.remove(&row.id).unwrap_or_default());
        PledgeSummary::new(row, &units, own)
    };
    page.answer(rows, |row| Position::of_id(row.id), view)
}

/// The items of listed pledges, by pledge.
async fn items_of(
    conn: &Connection,
    campaign: Uuid,
    (rows, filter): (&[PledgeRow], &store::PledgeFilter),
) -> Result<HashMap<Uuid, Vec<PledgeItem>>, db::Error> {
    let contents = store::list_contents(conn, rows, filter).await?;
    let named = contents.values().flat_map(|content| content.items.iter().map(|item| item.content_id));
    let ordinals = contents::ordinals(conn, campaign, &named.collect::<Vec<_>>()).await?;
    let items = contents.into_iter().map(|(id, content)| (id, PledgeItem::all(content, &ordinals)));
    Ok(items.collect())
}
