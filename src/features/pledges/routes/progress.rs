//! The progress of a pledge, item by item.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::features::progress::rules::{Item, ItemState, UnitState, plain};
use crate::features::progress::store::{self as progress, ItemRow};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Through which day progress is computed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PledgeProgressParameters {
    /// Counts what was accepted through this day; today when it is left out.
    #[param(nullable = false)]
    through_on: Option<NaiveDate>,
}

/// The progress of an item.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemProgress {
    /// The item.
    #[schema(example = "01980000-0000-7000-8000-000000310702")]
    item_id: Uuid,
    /// Its code within the pledge.
    #[schema(max_length = 60, format = "text", example = "II.2.5")]
    code: String,
    /// Its words.
    #[schema(max_length = 5000, format = "text", example = "Tổ chức 24 cuộc kiểm tra, tự kiểm tra (mẫu)")]
    text: String,
    /// Its weight among the items.
    #[schema(format = "decimal", example = "1")]
    weight: String,
    /// The unit of measure; null where the item is rated.
    #[schema(required, max_length = 50, format = "text", example = "cuộc")]
    unit_of_measure: Option<String>,
    /// The value before.
    #[schema(required, format = "decimal", example = "0")]
    baseline: Option<String>,
    /// The value to be reached.
    #[schema(required, format = "decimal", example = "24")]
    target: Option<String>,
    /// The value of all accepted periods together.
    #[schema(required, format = "decimal", example = "44")]
    value: Option<String>,
    /// The last rating.
    #[schema(required, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$", example = json!(null))]
    rating: Option<String>,
    /// Whether it did not apply lately; then it does not count.
    #[schema(example = false)]
    not_applicable: bool,
    /// What counts, from 0 to 1; null where nothing is known or it does not apply.
    #[schema(required, format = "decimal", example = "1")]
    progress: Option<String>,
    /// (value − baseline) ÷ (target − baseline), also below 0 and above 1: overfulfilment shows here and hides no gap
    /// of another item.
    #[schema(required, format = "decimal", example = "1.833333")]
    fulfilment: Option<String>,
    /// The last day of what was accepted.
    #[schema(required, example = "2023-12-14")]
    through_on: Option<NaiveDate>,
}

/// The progress of a pledge.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeProgress {
    /// The pledge.
    #[schema(example = "01980000-0000-7000-8000-000000310700")]
    pledge_id: Uuid,
    /// The day through which progress is computed.
    #[schema(example = "2026-11-23")]
    through_on: NaiveDate,
    /// All items together, by weight, from 0 to 1; null where nothing applies.
    #[schema(required, format = "decimal", example = "0.95")]
    progress: Option<String>,
    /// The items in force, in their order.
    #[schema(max_items = 200)]
    items: Vec<ItemProgress>,
}

/// Read a pledge's progress
///
/// Item by item, from accepted reports: the progress that counts, and how much an item was overfulfilled.
#[utoipa::path(params(PledgeProgressParameters),
    responses((status = 200, body = PledgeProgress, description = "The progress")))]
#[get("/pledges/{id}/progress")]
pub async fn get_pledge_progress(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    parameters: Parameters<PledgeProgressParameters>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let through_on = parameters.0.through_on.unwrap_or(today);
    let rows = state
        .db
        .read(async |conn| {
            let pledge = find_visible(conn, &caller, id, today).await?.pledge;
            let place = (pledge.campaign_id, pledge.unit_id);
            progress::items_of(conn, place, through_on).await
        })
        .await?;
    let whole = sum_of(&rows);
    Answer::ok(&PledgeProgress {
        pledge_id: id,
        through_on,
        progress: whole.progress().map(plain),
        items: rows.into_iter().map(ItemProgress::from).collect(),
    })
}

/// The progress of all items together.
fn sum_of(rows: &[ItemRow]) -> UnitState {
    let part = |row: &ItemRow| {
        // The values were measured when they were accepted.
        let item = Item { id: row.item_id, content_id: row.content_id, weight: row.weight, scale: None };
        let state =
            ItemState { raw: row.raw, progress: row.progress, is_out: row.is_out, ..ItemState::default() };
        (item, state)
    };
    let parts: Vec<(Item, ItemState)> = rows.iter().map(part).collect();
    UnitState::of(parts.iter().map(|(item, state)| (item, Some(state))))
}

impl From<ItemRow> for ItemProgress {
    fn from(row: ItemRow) -> Self {
        let fulfilment = row.fulfilment().map(plain);
        Self {
            item_id: row.item_id,
            code: row.code,
            text: row.body,
            weight: plain(row.weight),
            unit_of_measure: row.unit_of_measure,
            baseline: row.baseline.map(plain),
            target: row.target.map(plain),
            value: row.raw.map(plain),
            rating: row.rating,
            not_applicable: row.is_out,
            progress: row.progress.map(plain),
            fulfilment,
            through_on: row.through_on,
        }
    }
}
