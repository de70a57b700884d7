//! The items in force of all pledges of a campaign: what its units have promised, in one list.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::store::{self, CampaignItem};
use crate::features::progress::rules::plain;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text};

/// What a unit has promised for a content.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgedItem {
    /// The item's id.
    #[schema(example = "01980000-0000-7000-8000-000000311200")]
    id: Uuid,
    /// The pledge in which it stands.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// The content that it answers, by its printed numbering.
    #[schema(max_length = 50, format = "line", example = "II.1")]
    ordinal: String,
    /// Its code within the pledge.
    #[schema(max_length = 40, format = "text", example = "M1")]
    code: String,
    /// What the unit promises.
    #[schema(max_length = 20_000, format = "text", example = "Giải quyết đúng hạn 98% hồ sơ")]
    text: String,
    /// What is measured; null where the item is rated.
    #[schema(required, max_length = 500, format = "line", example = "Tỷ lệ hồ sơ giải quyết đúng hạn")]
    measured_by: Option<String>,
    /// The unit of measure; null where the item is rated.
    #[schema(required, max_length = 50, format = "line", example = "%")]
    unit_of_measure: Option<String>,
    /// The value before the campaign; null where the item is rated.
    #[schema(required, format = "decimal", example = "92.5")]
    baseline: Option<String>,
    /// The value to be reached; null where the item is rated.
    #[schema(required, format = "decimal", example = "98")]
    target: Option<String>,
    /// The weight among the items of the pledge.
    #[schema(format = "decimal", example = "1")]
    weight: String,
    /// By when; null where the campaign's end counts.
    #[schema(required, example = "2023-12-31")]
    due_on: Option<NaiveDate>,
}

impl PledgedItem {
    fn new(row: CampaignItem, units: &References<UnitReference>) -> Self {
        Self {
            id: row.id,
            pledge_id: row.pledge_id,
            unit: units.get(row.unit_id),
            ordinal: row.ordinal,
            code: row.code,
            text: row.body,
            measured_by: row.measured_by,
            unit_of_measure: row.unit_of_measure,
            baseline: row.baseline.map(plain),
            target: row.target.map(plain),
            weight: plain(row.weight),
            due_on: row.due_on,
        }
    }
}

/// Pledges with their items as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "noi-dung-dang-ky",
    "Nội dung đăng ký",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        text("Nội dung", "/ordinal"),
        text("Mã mục", "/code"),
        text("Việc đăng ký", "/text"),
        text("Chỉ tiêu", "/measuredBy"),
        text("Đơn vị tính", "/unitOfMeasure"),
        number("Hiện trạng", "/baseline"),
        number("Phấn đấu", "/target"),
        number("Trọng số", "/weight"),
        day("Thời hạn", "/dueOn"),
    ],
);

/// List what was pledged
///
/// The items in force of all units of a campaign, by unit.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<PledgedItem>, description = "A page of items", headers(("Link" = String)))))]
#[get("/campaigns/{id}/pledge-items")]
pub async fn list_pledge_items(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let after = (page.after_key::<String>()?, page.after_id()?);
    let list = async |conn: &Connection| {
        campaigns::published(conn, id).await?;
        let rows = store::list_items(conn, id, after.clone(), page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, units))
    };
    let (rows, units) = state.db.read(list).await?;
    page.answer(rows, |row| Position::new(&row.unit_code, row.id), |row| PledgedItem::new(row, &units))
}
